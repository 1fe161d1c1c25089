// Saves a draft's form while it is written, as its save button would. What is not saved yet is kept in this browser, for its
// writer alone, and sent with the form that is opened next: after a lost connection, a lost session, a closed window.
const PAUSE_MS = 800;
const AGAIN_MS = 5_000;
/** What belongs to the form, not to what was written in it. */
const OWN_FIELDS = ['formToken', 'key', 'intent', 'search'];

for (const form of document.querySelectorAll('form[data-autosave]')) keep(form);

function keep(form) {
  const mine = `autosave ${form.dataset.autosave} `;
  const place = mine + form.action;
  const version = form.elements.namedItem('version');
  let timer;
  /** What was sent and not answered: sent again as it was, so that a lost answer is no conflict with oneself. */
  let sent = null;
  let sending = null;
  let saved = written();

  // On a shared computer nobody finds what another has written.
  for (const name of Object.keys(localStorage)) {
    if (name.startsWith('autosave ') && !name.startsWith(mine)) localStorage.removeItem(name);
  }
  restore();

  form.addEventListener('input', (event) => {
    if (event.target.name !== 'search') saveIn(PAUSE_MS);
  });
  addEventListener('online', () => isDirty() && saveIn(0));
  addEventListener('pagehide', () => isDirty() && remember());
  form.addEventListener('submit', (event) => {
    clearTimeout(timer);
    if (event.submitter?.value === 'submit') localStorage.removeItem(place);
    if (!sending) return;
    // Otherwise this form would be in conflict with what is just being saved.
    event.preventDefault();
    sending.finally(() => form.requestSubmit(event.submitter));
  });

  function written() {
    const values = new URLSearchParams(new FormData(form));
    for (const name of [...OWN_FIELDS, 'version']) values.delete(name);
    return values.toString();
  }

  function isDirty() {
    return written() !== saved;
  }

  function remember() {
    localStorage.setItem(place, new URLSearchParams({ version: version.value, written: written() }));
  }

  function saveIn(ms) {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (!isDirty() && !sent) return;
      remember();
      sending ??= save().finally(() => {
        sending = null;
      });
    }, ms);
  }

  async function save() {
    sent ??= written();
    show('saving');
    const answer = await fetch(form.action, { method: 'POST', body: bodyOf(sent, 'autosave') }).catch(() => null);
    if (!answer || answer.status >= 500 || answer.status === 429) {
      show('offline');
      saveIn(AGAIN_MS);
      return;
    }
    const isSaved = answer.status === 204;
    if (isSaved) {
      saved = sent;
      version.value = /[\w-]+-\d+/.exec(answer.headers.get('etag'))[0];
      if (isDirty()) saveIn(PAUSE_MS);
      else localStorage.removeItem(place);
    }
    sent = null;
    show(isSaved ? 'saved' : ({ 403: 'signedOut', 412: 'conflict' }[answer.status] ?? 'refused'));
  }

  function bodyOf(values, intent) {
    const body = new URLSearchParams(values);
    for (const name of ['formToken', 'key', 'version']) {
      const field = form.elements.namedItem(name);
      if (field) body.set(name, field.value);
    }
    body.set('intent', intent);
    return body;
  }

  /** What was kept is sent as its writer's own save, so that the page that answers shows it, or it beside what is stored. */
  function restore() {
    const kept = new URLSearchParams(localStorage.getItem(place) ?? '');
    localStorage.removeItem(place);
    const values = kept.get('written');
    // A page that shows a sent form again has it already.
    if (values === null || values === saved || document.querySelector('.errors')) return;
    const again = document.createElement('form');
    again.method = 'post';
    again.action = form.action;
    const body = bodyOf(values, 'restore');
    body.set('version', kept.get('version'));
    for (const [name, value] of body) {
      const input = document.createElement('textarea');
      input.name = name;
      input.value = value;
      again.append(input);
    }
    again.hidden = true;
    document.body.append(again);
    again.submit();
  }

  function show(state) {
    for (const each of form.querySelectorAll('[data-when]')) {
      each.hidden = each.dataset.when !== state;
      const time = each.querySelector('time');
      if (time) time.textContent = new Date().toLocaleTimeString('el', { timeStyle: 'short', hourCycle: 'h23' });
    }
  }
}
