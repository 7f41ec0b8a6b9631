/** How often a gateway that is gone is asked for, in milliseconds. */
const pause = 1000;

const wait = milliseconds => new Promise(done => setTimeout(done, milliseconds));

let gone = false;

function show() {
  const note = document.getElementById('gateway-gone');
  if (!note?.hidden)
    return;
  const now = new Date();
  const time = note.querySelector('time');
  time.dateTime = now.toISOString();
  time.textContent = now.toLocaleTimeString(document.documentElement.lang, { hour12: false });
  note.hidden = false;
  document.getElementById('gateway-back').textContent = '';
}

function hide() {
  const note = document.getElementById('gateway-gone');
  if (note.hidden)
    return;
  note.hidden = true;
  const back = document.getElementById('gateway-back');
  back.textContent = back.dataset.text;
}

async function isReady() {
  try {
    return (await fetch('/health/ready', { cache: 'no-store', signal: AbortSignal.timeout(5000) })).ok;
  } catch {
    return false;
  }
}

/** Takes the page up again where it was, or loads it anew where the gateway does not know it any more. */
async function comeBack() {
  while (gone) {
    if (await isReady()) {
      try {
        if (await Blazor.reconnect())
          return;
      } catch {
        // What the gateway says of it, it says of the page as well.
      }
      location.reload();
      return;
    }
    await wait(pause);
  }
}

export const handler = {
  onConnectionDown() {
    if (gone)
      return;
    gone = true;
    show();
    comeBack();
  },
  onConnectionUp() {
    gone = false;
    hide();
  },
};

/** Connects the page; where the gateway went away just then, as soon as it is back. */
export async function connect() {
  try {
    await Blazor.start({
      circuit: {
        // Behind a load balancer the page and its connection may reach different gateways, so nothing is agreed on beforehand.
        configureSignalR: builder => builder.withUrl('/_blazor', { skipNegotiation: true, transport: 1 }).withServerTimeout(10000).withKeepAliveInterval(4000),
        reconnectionHandler: handler,
      },
    });
  } catch {
    handler.onConnectionDown();
  }
}
