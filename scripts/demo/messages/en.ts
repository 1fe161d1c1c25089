/** The words of the demo in English. `el.ts` has the same keys. */
export const en = {
  usage: [
    'npm run demo [-- --keep-open] [-- --lang el|en]',
    '',
    'Takes a Greek-French project through the whole programme on the running system (npm start), in about a minute.',
    '  --keep-open   leaves a project at every stage instead, and says where, and who can sign in',
    '  --lang el|en  the language of the story',
    'Where the system is: PUBLIC_URL or PORT, OIDC_ISSUER or IDENTITY_PORT, MAILBOX_URL or MAILBOX_PORT.',
  ].join('\n'),
  notRunning: (p: { part: string; address: string; variable: string }) =>
    `Nothing answers at ${p.address} (${p.part}). Start the system in another terminal with npm start, or say with ${p.variable} where it runs.`,
  web: 'pages and API',
  identity: 'sign-in',
  mailbox: 'mailbox',
  title: 'A European project, from its first draft to the label',
  places: (p: { web: string; issuer: string; mailbox: string }) =>
    `Pages and API ${p.web}, sign-in ${p.issuer}, mailbox ${p.mailbox}`,
  parts: {
    greekFounder: 'Greek founder',
    frenchFounder: 'French founder',
    greekHead: 'head of the school in Athens',
    greekEvaluator: 'evaluator, Greek NSO',
    otherGreekEvaluator: 'evaluator, Greek NSO',
    greekPartner: 'partner in the project and evaluator, Greek NSO',
    frenchEvaluator: 'evaluator, French NSO',
    otherFrenchEvaluator: 'evaluator, French NSO',
    italianPartner: 'Italian partner',
    systemAdministrator: 'system administrator',
  },
  mailTo: (to: string) => `Mail to ${to}`,
  failed: (why: string) => `The story broke off. ${why}`,

  preparation: 'Preparation',
  signedIn: (p: { count: number; names: string }) =>
    `${p.count} people have signed in (authorization code with PKCE): ${p.names}.`,
  rehearsal: (p: { who: string; days: string; seconds: string }) =>
    `${p.who} starts a rehearsal of the school year: a second is ${p.days} days, and the deadline for label applications comes in ${p.seconds} seconds.`,

  submission: '1. The project is submitted',
  draftBegun: (p: { who: string; title: string }) => `${p.who} begins a project: “${p.title}”.`,
  submitRefused: (p: { who: string }) => `${p.who} submits it, but something is missing:`,
  nothingLost: (p: { version: number }) => `Nothing is lost: the draft stands as it was written, version ${p.version}.`,
  draftCorrected: (p: { who: string; version: number }) =>
    `${p.who} corrects it: version ${p.version}, nothing missing.`,
  submitted: (p: { who: string; number: string }) => `${p.who} submits the project. Its number is ${p.number}.`,
  sentTwice: 'The same command, sent once more with the same key, has the same answer: it is carried out once.',
  waitsForCouncil: (p: { school: string; due: string }) =>
    `It waits for the Teachers’ Council: ${p.school}, due by ${p.due}.`,

  council: '2. The Teachers’ Council decides',
  daysGoBy: 'Days go by, and nobody enters a decision.',
  reminded: (p: { who: string; days: number }) =>
    `The product reminds ${p.who}: ${p.days} working days are left before the due date.`,
  councilApproved: (p: { who: string; on: string; act: string }) =>
    `${p.who} enters what the council decided in its special session on ${p.on}: approved, act ${p.act}.`,

  nsos: '3. Both National Support Organisations decide',
  tasksOpened: 'The NSOs of both founders’ countries are asked, at the same time.',
  notYourNso: (p: { who: string }) => `${p.who} tries to decide the Greek task, without the right to:`,
  inOwnCase: (p: { who: string }) => `${p.who} tries to decide in a case of his own:`,
  claimed: (p: { who: string }) => `${p.who} claims the task.`,
  claimRefused: (p: { who: string }) => `${p.who} wants to claim it too:`,
  nsoApproved: (p: { who: string }) =>
    `${p.who} approves. One approval is not enough: the project waits for the other.`,
  secondDecision: (p: { who: string }) => `${p.who} decides the same task otherwise:`,
  active: (p: { who: string }) => `${p.who} approves: the project is active.`,

  completion: '4. The project is carried out and completed',
  until: (p: { day: string; seconds: string }) => `The year goes on until ${p.day} (${p.seconds} s).`,
  completed: (p: { who: string }) => `${p.who} completes the project, with a summary of what came out of it.`,

  application: '5. Applications for the National Quality Label',
  applicationBegun: (p: { who: string }) => `${p.who} begins her application.`,
  received: (p: { who: string; number: string; until: string }) =>
    `${p.who} submits it: received in time, number ${p.number}. It can be changed until ${p.until}.`,
  edited: (p: { who: string; version: number }) => `${p.who} improves an answer and adds a link: version ${p.version}.`,
  lateDraft: (p: { who: string }) => `${p.who} writes her own application, but does not submit it yet.`,

  deadline: '6. The deadline passes',
  closed: 'The deadline has passed. From this instant on nothing changes the application.',
  lateEdit: (p: { who: string }) => `${p.who} tries to change her application all the same:`,
  nextPeriod: (p: { name: string }) => `Next: ${p.name}.`,
  frozen: (p: { version: number }) =>
    `Version ${p.version}, the last one received in time, is frozen, and its evaluation opens.`,
  draftMissed: (p: { who: string }) => `${p.who} hears that her draft missed the deadline, and where it can go now.`,

  evaluation: '7. The application is evaluated',
  evaluated: (p: { who: string; points: number; maximum: number }) =>
    `${p.who} gives ${p.points} of ${p.maximum} points and confirms the three uses of TwinSpace.`,
  points: (p: { criterion: string; points: number; comment: string }) => `${p.points}  ${p.criterion}: ${p.comment}`,
  awarded: (p: { who: string }) => `The National Quality Label is awarded to ${p.who}, who reads the feedback:`,

  rollover: '8. The late application',
  rolledOver: (p: { who: string }) =>
    `${p.who} submits her application after the deadline. It is not lost, but rolled over:`,
  rolledOverWhy: (p: { received: string; closed: string; period: string }) =>
    `received ${p.received}, the deadline was ${p.closed}; it belongs to: ${p.period}.`,
  stillEditable: 'Until that period’s own deadline, which is not published yet, it can be changed.',

  history: '9. What the product remembers',
  refusedEntry: (p: { who: string; why: string }) => `Refused, to ${p.who}: ${p.why}`,
  missingSentences: (events: string) => `The history does not tell: ${events}`,
  partyAsked: (p: { who: string }) => `${p.who} takes part in the project and was asked to decide on it all the same.`,

  done: (p: { steps: number; mails: number; sentences: number; seconds: string }) =>
    `Everything happened: ${p.steps} steps, ${p.mails} mails, ${p.sentences} sentences of history, in ${p.seconds} seconds.`,
  lookAround: (p: { project: string; mailbox: string }) => `To look around: ${p.project}, mails at ${p.mailbox}`,

  keepOpenTitle: 'A project at every stage',
  stages: {
    draft: { name: 'A draft', next: 'submit it' },
    council: { name: 'With the Teachers’ Council', next: 'enter what the council decided' },
    councilRejected: { name: 'Not approved by the Teachers’ Council', next: 'revise and resubmit it' },
    nsos: { name: 'Approved by one NSO, waiting for the other', next: 'approve or reject it' },
    returned: { name: 'Returned for changes by an NSO', next: 'revise and resubmit it' },
    active: { name: 'Active', next: 'complete it' },
    applicationDraft: { name: 'Completed, with an application begun', next: 'submit the application' },
    applicationSubmitted: { name: 'Completed, with an application received', next: 'change the application' },
    rejected: { name: 'Not approved by an NSO', next: 'read why' },
    closed: { name: 'Closed by an NSO', next: 'read its history' },
    withdrawn: { name: 'Withdrawn by a founder', next: 'read its history' },
    evaluation: { name: 'Deadline passed, application being evaluated (rehearsal)', next: 'evaluate it' },
    awarded: { name: 'Label awarded (rehearsal)', next: 'read the feedback' },
    rolledOver: { name: 'Late application, rolled over (rehearsal)', next: 'change it for the next period' },
  },
  signInAs: (p: { email: string; who: string; next: string }) => `Sign in as ${p.email}, ${p.who}: ${p.next}`,
  passwords: (p: { issuer: string; mailbox: string }) => `Passwords: ${p.issuer}   Mails: ${p.mailbox}`,
  leftOpen: (p: { count: number; seconds: string }) =>
    `${p.count} projects and applications are left open, in ${p.seconds} seconds.`,
};

/** A catalogue: the same keys, with the same values, in every language. */
export type Words = typeof en;
