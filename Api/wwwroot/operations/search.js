// The arrows choose a result; the caret stays where it is.
document.addEventListener('keydown', event => {
  if (event.target.matches?.('[data-search]') && (event.key === 'ArrowDown' || event.key === 'ArrowUp') && !event.isComposing)
    event.preventDefault();
});
