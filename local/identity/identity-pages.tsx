import type { LocalMessages } from '../messages/en.js';
import { renderPage } from '../page.js';
import type { Person } from './people.js';

/** What the sign-in form shows. */
export interface SignInForm {
  people: readonly Person[];
  /** Where the form goes. */
  action: string;
  /** The address typed before, or hinted. */
  login: string;
  /** Whether the last try was wrong. */
  wrong: boolean;
}

/** The sign-in form (fields `login` and `password`), with everybody who can sign in. */
export function signInPage(messages: LocalMessages, { people, action, login, wrong }: SignInForm): string {
  return renderPage(
    messages,
    messages.signInFor,
    <>
      {wrong && (
        <p class="error" role="alert">
          {messages.wrong}
        </p>
      )}
      <form method="post" action={action}>
        <label for="login">{messages.email}</label>
        <input id="login" name="login" type="email" autocomplete="username" required value={login} />
        <label for="password">{messages.password}</label>
        <input id="password" name="password" type="password" autocomplete="current-password" required />
        <button type="submit">{messages.signIn}</button>
        <a href={`?lang=${messages.language === 'el' ? 'en' : 'el'}`} lang={messages.language === 'el' ? 'en' : 'el'}>
          {messages.otherLanguage}
        </a>
      </form>
      <h2>{messages.whoCanSignIn}</h2>
      <p class="note">{messages.signInIntro}</p>
      <PeopleTable messages={messages} people={people} />
    </>,
  );
}

/** The provider's front page: who can sign in. */
export function peoplePage(messages: LocalMessages, people: readonly Person[]): string {
  return renderPage(
    messages,
    messages.whoCanSignIn,
    <>
      <p class="note">{messages.signInIntro}</p>
      <PeopleTable messages={messages} people={people} />
    </>,
  );
}

/** The page for a sign-in that was finished, forgotten or never begun. */
export function expiredPage(messages: LocalMessages): string {
  return renderPage(messages, messages.failed, <p class="error">{messages.expired}</p>);
}

/** The page for a sign-in that the provider refuses; the detail is for whoever writes the client. */
export function signInFailedPage(messages: LocalMessages, detail: string): string {
  return renderPage(messages, messages.failed, <p class="error">{detail}</p>);
}

/** Asks whether to sign out. The form, with its guard against forgery, comes from the provider. */
export function signOutPage(messages: LocalMessages, form: string): string {
  return renderPage(
    messages,
    messages.signOut,
    <>
      <p>{messages.signOutQuestion}</p>
      {/* Made by the provider from its own values. */}
      <div dangerouslySetInnerHTML={{ __html: form }} />
      <button type="submit" form="op.logoutForm" name="logout" value="yes">
        {messages.signOut}
      </button>
      <button type="submit" form="op.logoutForm">
        {messages.stay}
      </button>
    </>,
  );
}

/** Says that the person is signed out. */
export function signedOutPage(messages: LocalMessages): string {
  return renderPage(messages, messages.signOut, <p>{messages.signedOut}</p>);
}

function PeopleTable({ messages, people }: { messages: LocalMessages; people: readonly Person[] }) {
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{messages.name}</th>
          <th scope="col">{messages.role}</th>
          <th scope="col">{messages.email}</th>
          <th scope="col">{messages.password}</th>
        </tr>
      </thead>
      <tbody>
        {people.map((person) => (
          <tr key={person.sub}>
            <td>{person.name}</td>
            <td>{person.role}</td>
            <td>{person.email}</td>
            <td>{person.password}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
