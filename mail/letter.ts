// A mail's content in one language, before it becomes text and HTML.

export interface Row {
  label: string;
  value: string;
}

export type Block =
  | { kind: 'paragraph'; text: string }
  | { kind: 'rows'; rows: Row[] }
  /** What a person wrote, word for word. */
  | { kind: 'quote'; label: string; text: string };

export interface Letter {
  subject: string;
  blocks: Block[];
  /** Which page the mail's one link shows. */
  link: 'project' | 'task' | 'tasks';
}
