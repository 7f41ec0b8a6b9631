/** What the keys do to the alert at hand, by the names of the page. */
const deeds = { a: 'Acknowledge', r: 'Resolve', c: 'Comment' };

/** Whether keys are letters of a text, or belong to something that lies above the page. */
const isTaken = target => target.closest?.('input:not([type=checkbox]), textarea, select, [contenteditable=true], dialog') != null;

let stopped = new AbortController();

/** Watches the list of alerts: tells the page whether somebody is at it, and moves through it by keys. There is one list at a time. */
export function watch(list, page) {
  stopped.abort();
  if (!list)
    return null;
  stopped = new AbortController();
  const { signal } = stopped;
  const on = (target, kind, act, options) => target.addEventListener(kind, act, { ...options, signal });
  let calm = true;
  let atHand = '';

  const rowOf = target => target?.closest?.('[data-alert]');
  const rowAtHand = () => list.querySelector(`[data-alert="${CSS.escape(atHand)}"]`);

  function tellCalm() {
    const now = list.scrollTop === 0 && !list.matches(':hover') && !list.contains(document.activeElement);
    if (now === calm)
      return;
    calm = now;
    page.invokeMethodAsync('Calm', calm);
  }

  function focus(row) {
    row?.querySelector('[data-open]').focus({ preventScroll: true });
    row?.scrollIntoView({ block: 'nearest' });
  }

  /** From the alert at hand, or else from the first that is seen. */
  function move(step) {
    const rows = [...list.querySelectorAll('[data-alert]')];
    const here = rows.indexOf(rowOf(document.activeElement) ?? rowAtHand());
    const top = list.getBoundingClientRect().top;
    focus(here < 0 ? rows.find(row => row.getBoundingClientRect().top >= top) : rows[here + step]);
  }

  function press(event) {
    const row = rowOf(document.activeElement) ?? rowAtHand();
    switch (event.key) {
      case 'j': case 'ArrowDown': return move(1);
      case 'k': case 'ArrowUp': return move(-1);
      case 'x': return row?.querySelector('[data-pick]')?.click();
      case 'u': return row?.querySelector('[data-unfold]')?.click();
      default: return page.invokeMethodAsync('Press', deeds[event.key], row?.dataset.alert ?? '');
    }
  }

  const isArrowElsewhere = event => event.key.startsWith('Arrow') && !list.contains(document.activeElement);

  on(document, 'keydown', event => {
    if (event.target.closest?.('[data-comment]') && event.key === 'Enter' && (event.ctrlKey || event.metaKey))
      event.target.form.requestSubmit();
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTaken(event.target) || isArrowElsewhere(event))
      return;
    if (!['j', 'k', 'x', 'u', 'a', 'r', 'c', 'ArrowDown', 'ArrowUp'].includes(event.key))
      return;
    event.preventDefault();
    press(event);
  });
  on(list, 'focusin', event => { atHand = rowOf(event.target)?.dataset.alert ?? atHand; });
  for (const kind of ['focusin', 'focusout', 'mouseenter', 'mouseleave'])
    on(list, kind, () => setTimeout(tellCalm));
  on(list, 'scroll', tellCalm, { passive: true });
  page.invokeMethodAsync('Calm', calm);
  tellCalm();

  return {
    stop: () => stopped.abort(),
    toTop: () => list.scrollTo({ top: 0 }),
    // Told before it answers: the page may put the list in order from then on.
    resume: () => { focus(rowAtHand()); tellCalm(); },
  };
}
