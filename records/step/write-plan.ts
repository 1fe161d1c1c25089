// All that a step writes, gathered and then written in one statement: a decision costs PostgreSQL one plan and one round trip.
import { type QueryCreator, sql, type Transaction, type Updateable } from 'kysely';
import type { TaskInState } from '../../domain/subject-state.js';
import type { Tables } from '../tables.js';

type Part = { toOperationNode(): unknown };
type Writing = (db: QueryCreator<Tables>) => Part;

/**
 * The parts run side by side on one snapshot: none sees what another writes, and no row may be written by two of them.
 * So changes of the project's and of the application's own row are gathered and become one part each.
 */
export class WritePlan {
  private readonly parts: { name: string; writing: Writing }[] = [];
  private readonly expectations: { name: string; otherwise: string }[] = [];
  readonly project: Updateable<Tables['projects']> = {};
  readonly application: Updateable<Tables['label_applications']> = {};
  /** The tasks of the subject that the step opens or changes, as they are after it. */
  readonly tasks = new Map<string, TaskInState>();

  add(writing: Writing): void {
    this.parts.push({ name: `part_${this.parts.length + 1}`, writing });
  }

  /** Adds a part that must write a row; where it does not, the step fails, and its next attempt sees why. */
  addExpected(writing: Writing, otherwise: string): void {
    this.add(writing);
    this.expectations.push({ name: this.parts.at(-1)?.name ?? '', otherwise });
  }

  /** @throws where an expected row was not written, and whatever the constraints refuse: PostgreSQL ends the transaction. */
  async write(tx: Transaction<Tables>): Promise<void> {
    // The names of the parts exist at run time only: beyond this line kysely's types cannot follow.
    let creator = tx as unknown as QueryCreator<Record<string, Record<string, unknown>>>;
    for (const { name, writing } of this.parts) creator = creator.with(name, writing as never) as never;
    const expected = this.expectations.map(({ name, otherwise }) => {
      return sql`expect_written((select count(*) from ${sql.table(name)}), ${otherwise})`.as(name);
    });
    await creator.selectNoFrom([sql<number>`1`.as('written'), ...expected]).execute();
  }
}
