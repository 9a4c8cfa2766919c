/** The page's own program. It builds everything by textContent: no text of a mail ever becomes markup here. */
export const PAGE_SCRIPT = `
const byId = (id) => document.getElementById(id);
const list = byId('list'), pane = byId('pane'), empty = byId('empty'), body = byId('body'), search = byId('search');
let items = [], chosen = null, form = 'html', drawn = '';

function element(tag, attributes, ...children) {
  const made = Object.assign(document.createElement(tag), attributes);
  made.append(...children);
  return made;
}

function shortTime(iso) {
  const at = new Date(iso);
  const today = at.toDateString() === new Date().toDateString();
  return at.toLocaleString([], today ? { timeStyle: 'short' } : { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
}

async function load() {
  try {
    const answer = await fetch('/api/messages');
    items = (await answer.json()).items;
    draw();
  } catch {
    byId('count').textContent = 'The mail box is not running';
  }
}

function draw() {
  const wanted = search.value.trim().toLowerCase();
  const shown = items.filter((item) => (item.to.join(' ') + ' ' + item.subject).toLowerCase().includes(wanted));
  byId('count').textContent = items.length === 1 ? '1 mail' : items.length + ' mails';
  const state = JSON.stringify([chosen && chosen.id, wanted, items.map((item) => item.id)]);
  if (state === drawn) return;
  drawn = state;
  list.replaceChildren(...(shown.length > 0 ? shown.map(row) : [element('li', { className: 'none' }, wanted ? 'No mail fits.' : 'No mail yet.')]));
}

function row(item) {
  const button = element('button', { type: 'button' },
    element('span', { className: 'top' },
      element('span', { className: 'to' }, item.to.join(', ')),
      element('time', { dateTime: item.receivedAt }, shortTime(item.receivedAt))),
    element('div', { className: 'title' }, item.subject || 'No subject'),
    element('div', { className: 'preview' }, item.preview));
  if (chosen && chosen.id === item.id) button.setAttribute('aria-current', 'true');
  button.addEventListener('click', () => { location.hash = item.id; });
  return element('li', {}, button);
}

async function open() {
  const id = location.hash.slice(1);
  const answer = id ? await fetch('/api/messages/' + encodeURIComponent(id)) : null;
  chosen = answer && answer.ok ? await answer.json() : null;
  form = chosen && !chosen.html ? 'text' : 'html';
  document.body.classList.toggle('reading', chosen !== null);
  pane.hidden = chosen === null;
  empty.hidden = chosen !== null;
  draw();
  if (chosen) show();
}

function show() {
  byId('subject').textContent = chosen.subject || 'No subject';
  const facts = [['From', chosen.from], ['To', chosen.to.join(', ')], ['Received', new Date(chosen.receivedAt).toLocaleString()]];
  if (chosen.attachments.length > 0) facts.push(['Attached', chosen.attachments.map((file) => file.filename).join(', ')]);
  byId('facts').replaceChildren(...facts.flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, value)]));
  for (const tab of document.querySelectorAll('[role=tab]')) tab.setAttribute('aria-selected', String(tab.dataset.form === form));
  void showBody();
}

async function showBody() {
  if (form === 'html') {
    const frame = element('iframe', { title: 'The mail as HTML', src: '/api/messages/' + chosen.id + '/html' });
    frame.setAttribute('sandbox', 'allow-popups allow-popups-to-escape-sandbox');
    return body.replaceChildren(frame);
  }
  if (form === 'text') return body.replaceChildren(element('pre', {}, ...withLinks(chosen.text || 'This mail has no text part.')));
  if (form === 'headers') {
    return body.replaceChildren(element('pre', {}, Object.entries(chosen.headers).map(([name, value]) => name + ': ' + value).join('\\n')));
  }
  const answer = await fetch('/api/messages/' + chosen.id + '/source');
  body.replaceChildren(element('pre', {}, await answer.text()));
}

function withLinks(text) {
  return text.split(/(https?:\\/\\/[^\\s<>"]+)/).map((part, index) =>
    index % 2 === 1 ? element('a', { href: part, target: '_blank', rel: 'noreferrer' }, part) : part);
}

search.addEventListener('input', draw);
for (const tab of document.querySelectorAll('[role=tab]')) tab.addEventListener('click', () => { form = tab.dataset.form; show(); });
byId('back').addEventListener('click', () => { location.hash = ''; });
byId('clear').addEventListener('click', async () => {
  if (!confirm('Delete all mails?')) return;
  await fetch('/api/messages', { method: 'DELETE' });
  location.hash = '';
  await load();
});
addEventListener('hashchange', open);
setInterval(() => { if (!document.hidden) void load(); }, 2000);
void load().then(open);
`;
