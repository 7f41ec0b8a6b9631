/** How long the key after `g` may take, in milliseconds. */
const patience = 1500;

let going = 0;

const isTyping = target => target.closest?.('input, textarea, select, [contenteditable=true]') != null;

function toggleHelp() {
  const help = document.getElementById('keys');
  if (!help)
    return;
  if (help.open)
    help.close();
  else
    help.showModal();
}

/** Goes to the place of the navigation whose key it is. */
function go(key) {
  document.querySelector(`nav a[data-go="${CSS.escape(key)}"]`)?.click();
}

document.addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(event.target))
    return;
  const wasGoing = Date.now() - going < patience;
  going = 0;
  if (wasGoing && event.key.length === 1)
    go(event.key);
  else if (event.key === 'g')
    going = Date.now();
  else if (event.key === '?')
    toggleHelp();
  else if (event.key === '/' && document.querySelector('[data-search]'))
    document.querySelector('[data-search]').focus();
  else
    return;
  event.preventDefault();
});

document.addEventListener('click', event => {
  if (event.target.closest?.('[data-keys]'))
    toggleHelp();
  if (event.target.closest?.('[data-skip]')) {
    event.preventDefault();
    document.getElementById('main')?.focus();
  }
});
