import type { LocalMessages } from './en.js';

/** The words of the local pages (mailbox and sign-in) in Greek. */
export const el: LocalMessages = {
  language: 'el',
  mailbox: 'Γραμματοκιβώτιο',
  mailboxIntro:
    'Κάθε μήνυμα που στέλνει το σύστημα σε αυτόν τον υπολογιστή καταλήγει εδώ· κανένα δεν φεύγει από αυτόν.',
  recipient: 'Παραλήπτης',
  show: 'Εμφάνιση',
  showAll: 'Εμφάνιση όλων',
  noMessages: 'Δεν υπάρχουν μηνύματα.',
  received: 'Ελήφθη',
  from: 'Από',
  to: 'Προς',
  subject: 'Θέμα',
  noSubject: '(χωρίς θέμα)',
  asText: 'Κείμενο',
  asHtml: 'Με μορφοποίηση',
  source: 'Πηγαίος κώδικας',
  back: 'Πίσω σε όλα τα μηνύματα',
  notFound: 'Δεν υπάρχει τέτοια σελίδα.',
  signIn: 'Σύνδεση',
  signInFor: 'Σύνδεση στο eTwinning',
  signInIntro:
    'Αυτή η σελίδα σύνδεσης ανήκει στη δοκιμαστική λειτουργία σε αυτόν τον υπολογιστή. Τα παρακάτω πρόσωπα είναι ' +
    'φανταστικά και οι κωδικοί τους δεν είναι μυστικοί.',
  email: 'Ηλεκτρονική διεύθυνση',
  password: 'Κωδικός πρόσβασης',
  wrong: 'Δεν υπάρχει πρόσωπο με αυτή τη διεύθυνση και τον κωδικό.',
  expired: 'Αυτή η σύνδεση δεν είναι πλέον ανοικτή. Επιστρέψτε στην εφαρμογή και συνδεθείτε ξανά.',
  whoCanSignIn: 'Ποιοι μπορούν να συνδεθούν',
  name: 'Όνομα',
  role: 'Ρόλος',
  failed: 'Η σύνδεση δεν είναι δυνατή',
  signOut: 'Αποσύνδεση',
  signOutQuestion: 'Θέλετε να αποσυνδεθείτε;',
  stay: 'Παραμονή',
  signedOut: 'Έχετε αποσυνδεθεί.',
  otherLanguage: 'English',
};
