import type { LocalMessages } from '../messages/en.js';
import { renderPage } from '../page.js';
import type { StoredMessage } from './message-store.js';

/** The list of messages, newest first. */
export function messageListPage(
  messages: LocalMessages,
  stored: readonly StoredMessage[],
  recipients: readonly string[],
  to: string,
): string {
  return renderPage(
    messages,
    messages.mailbox,
    <>
      <p class="note">{messages.mailboxIntro}</p>
      <form method="get" action="/">
        <label for="to">{messages.recipient}</label>
        <input id="to" name="to" list="recipients" value={to} autocomplete="off" />
        <datalist id="recipients">
          {recipients.map((address) => (
            <option key={address} value={address} />
          ))}
        </datalist>
        <button type="submit">{messages.show}</button>
        {to && <a href="/">{messages.showAll}</a>}
      </form>
      {stored.length === 0 ? (
        <p>{messages.noMessages}</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th scope="col">{messages.received}</th>
              <th scope="col">{messages.to}</th>
              <th scope="col">{messages.subject}</th>
            </tr>
          </thead>
          <tbody>
            {stored.map((message) => (
              <tr key={message.id}>
                <td>
                  <time datetime={message.receivedAt}>{readable(message.receivedAt)}</time>
                </td>
                <td>{message.to.join(', ')}</td>
                <td>
                  <a href={`/message/${message.id}`}>{message.subject || messages.noSubject}</a>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>,
  );
}

/** One message: its text, its HTML in a closed frame, and a link to the source. */
export function messagePage(messages: LocalMessages, message: StoredMessage, hasHtml: boolean): string {
  return renderPage(
    messages,
    message.subject || messages.noSubject,
    <>
      <p>
        <a href="/">{messages.back}</a>
      </p>
      <dl>
        <dt>{messages.received}</dt>
        <dd>
          <time datetime={message.receivedAt}>{readable(message.receivedAt)}</time>
        </dd>
        <dt>{messages.from}</dt>
        <dd>{message.from}</dd>
        <dt>{messages.to}</dt>
        <dd>{message.to.join(', ')}</dd>
      </dl>
      <h2>{messages.asText}</h2>
      <pre>{withLinks(message.text)}</pre>
      {hasHtml && (
        <>
          <h2>{messages.asHtml}</h2>
          <iframe
            title={messages.asHtml}
            src={`/message/${message.id}/html`}
            sandbox="allow-popups allow-popups-to-escape-sandbox"
          />
        </>
      )}
      <p>
        <a href={`/message/${message.id}/source`}>{messages.source}</a>
      </p>
    </>,
  );
}

/** The page for an address that leads nowhere. */
export function notFoundPage(messages: LocalMessages): string {
  return renderPage(
    messages,
    messages.notFound,
    <p>
      <a href="/">{messages.back}</a>
    </p>,
  );
}

function readable(instant: string): string {
  return instant.replace('T', ' ').replace(/\.\d+Z$/, ' UTC');
}

/** Web addresses in a text become links; everything else stays text. */
function withLinks(text: string) {
  return text
    .split(/(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]])/)
    .map((piece, index) => (index % 2 === 1 ? <a href={piece}>{piece}</a> : piece));
}
