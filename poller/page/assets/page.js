// What the page does better with a script: it follows changes, and keeps "3 min ago" true. Everything works without it.
const source = document.body.dataset.events;
const connection = document.getElementById('connection');
const announcer = document.getElementById('announcer');

/** Milliseconds between two looks at the page, however much changes. */
const patience = 2000;
/** Until a refused stream is asked for again. */
const pause = 30000;

const units = [
  ['d', 86400],
  ['h', 3600],
  ['min', 60],
  ['s', 1],
];

function tellAges() {
  for (const time of document.querySelectorAll('time[data-ago]')) {
    const seconds = Math.max(0, Math.round((Date.now() - Date.parse(time.dateTime)) / 1000));
    const unit = units.find(([, size]) => seconds >= size);
    const text = seconds < 5 || unit === undefined ? 'just now' : `${Math.floor(seconds / unit[1])} ${unit[0]} ago`;
    if (time.textContent !== text) time.textContent = text;
  }
}

function tellConnection(state, text) {
  connection.hidden = false;
  connection.dataset.state = state;
  if (connection.textContent !== text) connection.textContent = text;
}

/** The same page once more; only what is marked as live is put in its place. */
async function lookAgain() {
  const answer = await fetch(location.href, { headers: { Accept: 'text/html' }, redirect: 'manual' });
  if (!answer.ok) {
    if (answer.status >= 500) throw new Error(`status ${answer.status}`);
    // Signed out meanwhile, or gone: the browser shows what is there now.
    location.reload();
    return;
  }
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
  for (const part of document.querySelectorAll('[data-live]')) {
    const newer = fresh.getElementById(part.id);
    if (newer !== null) replace(part, newer);
  }
  tellAges();
}

/** Whoever is in the middle of it with the keyboard stays where they are. */
function replace(part, newer) {
  if (part.innerHTML === newer.innerHTML) return;
  const focused = part.contains(document.activeElement) ? document.activeElement.getAttribute('href') : null;
  part.replaceChildren(...newer.childNodes);
  if (focused === null) return;
  for (const link of part.querySelectorAll('a[href]')) {
    if (link.getAttribute('href') !== focused) continue;
    link.focus({ preventScroll: true });
    return;
  }
}

/** Somebody who copies text does not lose what they marked. */
function isMarking() {
  const selection = getSelection();
  return selection !== null && !selection.isCollapsed;
}

let looking = false;
let wanted = false;
/** Whether the last look failed. */
let stale = false;

async function lookSoon() {
  wanted = true;
  if (looking) return;
  looking = true;
  while (wanted) {
    if (isMarking()) {
      await new Promise((resolve) => document.addEventListener('selectionchange', resolve, { once: true }));
      continue;
    }
    wanted = false;
    try {
      await lookAgain();
      stale = false;
    } catch {
      stale = true;
      tellConnection('lost', 'Not connected');
    }
    await new Promise((resolve) => setTimeout(resolve, patience));
  }
  looking = false;
}

/** Said aloud: one tenant by name, several by their number. */
function announce({ tenants, more }) {
  const [first] = tenants;
  if (first === undefined) return;
  announcer.textContent =
    tenants.length === 1
      ? `${first.name} is ${first.state}`
      : `${more ? 'More than ' : ''}${tenants.length} tenants changed`;
}

let events;

function follow() {
  if (events !== undefined || document.hidden) return;
  events = new EventSource(source);
  events.addEventListener('hello', () => {
    tellConnection('live', 'Live');
    if (stale) lookSoon();
  });
  events.addEventListener('change', (event) => {
    announce(JSON.parse(event.data));
    lookSoon();
  });
  events.addEventListener('reset', () => {
    tellConnection('live', 'Live');
    lookSoon();
  });
  events.addEventListener('error', (error) => {
    tellConnection('lost', 'Not connected');
    // The browser comes again by itself, unless it was refused: signed out, or no room.
    if (error.target.readyState === EventSource.CLOSED) setTimeout(startAnew, pause);
  });
}

/** A browser keeps six connections to a host: pages that nobody looks at give theirs back. */
function rest() {
  events?.close();
  events = undefined;
}

function startAnew() {
  rest();
  lookSoon();
  follow();
}

tellAges();
setInterval(tellAges, 10000);
if (source !== undefined) {
  follow();
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) return rest();
    lookSoon();
    follow();
  });
}
