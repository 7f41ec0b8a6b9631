/** The check of ISO/IEC 7812-1. */
const passes = digits => [...digits].reverse().reduce((sum, digit, at) => sum + (at % 2 ? (digit * 2 > 9 ? digit * 2 - 9 : digit * 2) : +digit), 0) % 10 === 0;

/** The ranges that cards are issued in, as the monitor knows them: other rows of digits are ids. */
function isCard(digits) {
  const four = +digits.slice(0, 4);
  const between = (from, to) => four >= from && four <= to;
  return digits.length >= 14 && digits.length <= 19 && passes(digits)
    && (between(2200, 2204) || between(2221, 2720) || between(3000, 3059) || between(3090, 3099) || between(3400, 3499) || between(3528, 3999)
      || between(4000, 6999) || between(8100, 8199) || between(9000, 9999));
}

const lastFour = text => text.replace(/\D/g, '').slice(-4);

/** Of a card no more than the last four digits stay, nor of a card number in any other field. */
function cut(text, what) {
  const plain = text.normalize('NFKC');
  if (what === 'card')
    return lastFour(plain);
  return plain.replace(/\d(?:[ ._:-]?\d){13,18}/g, found => isCard(found.replace(/\D/g, '')) ? lastFour(found) : found);
}

// Before anything else hears of it: what is cut here never leaves the browser.
for (const type of ['input', 'change']) {
  window.addEventListener(type, event => {
    const field = event.target;
    if (!(field instanceof HTMLInputElement) || !field.dataset.cut || field.type === 'datetime-local')
      return;
    const left = cut(field.value, field.dataset.cut);
    if (left !== field.value)
      field.value = left;
  }, true);
}

/** Copies a text; where the browser does not allow that, it is shown and selected. */
async function copy(button) {
  const text = document.getElementById(button.dataset.copy);
  const told = document.getElementById(`${button.dataset.copy}-copied`);
  told.textContent = '';
  try {
    await navigator.clipboard.writeText(text.value);
    told.textContent = button.dataset.done;
  } catch {
    text.closest('details').open = true;
    text.focus();
    text.select();
    told.textContent = button.dataset.failed;
  }
}

document.addEventListener('click', event => {
  const button = event.target.closest?.('button[data-copy]');
  if (button)
    copy(button);
});
