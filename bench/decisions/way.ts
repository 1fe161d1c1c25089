// What is compared: ways of taking the same lifecycle through the same Temporal server and database.
export const WAY_NAMES = ['http', 'worker', 'bare'] as const;
export type WayName = (typeof WAY_NAMES)[number];

/** An application that waits for its window to close. */
export interface WaitingApplication {
  projectId: string;
  applicationId: string;
  /** The lifecycle's teacher and user, to whom the way knows the rest. */
  userIndex: number;
  closesAtMs: number;
  /** It came after its window had closed, and was rolled over. */
  late: boolean;
}

/** Runs one decision, and notes how long it took. */
export type Decide = <Answer>(send: () => Promise<Answer>) => Promise<Answer>;

/** A closed-loop user calls these, one after the other. */
export interface Way {
  name: WayName;
  /** Called before each round: what it needs until then must be there. */
  prepareRound(untilMs: number): Promise<void>;
  /**
   * Takes a new project from its draft to its label application: six decisions.
   * @returns null when both of its windows had closed by then
   */
  advance(userIndex: number, decide: Decide): Promise<WaitingApplication | null>;
  /** The evaluation task of an application, null while its window is open. */
  openEvaluation(application: WaitingApplication): Promise<string | null>;
  /** The seventh decision. */
  evaluate(application: WaitingApplication, taskId: string, decide: Decide): Promise<void>;
  /** Called after each round: resolves when no timer of its lifecycles is left. */
  settleRound(): Promise<void>;
}
