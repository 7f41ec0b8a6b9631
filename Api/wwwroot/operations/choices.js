import { keep } from './browser.js';

/** Language and colours: what is chosen is a cookie, so that the next page comes in it at once. */
function choose(what, value) {
  keep(`posmonitor-${what}`, value);
  if (what === 'theme')
    document.documentElement.dataset.theme = value;
  else
    location.reload();
}

document.addEventListener('change', event => {
  const choice = event.target.closest?.('select[data-choice]');
  if (choice)
    choose(choice.dataset.choice, choice.value);
});

document.addEventListener('click', event => {
  const button = event.target.closest?.('button[data-language]');
  if (button)
    choose('language', button.dataset.language);
});
