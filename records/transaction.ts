// Transactions whose statements travel without waiting for each other. Kysely's own send one statement at a time, even
// those that `Promise.all` issues together.
import {
  CompiledQuery,
  type DatabaseConnection,
  DefaultQueryExecutor,
  DummyDriver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  Transaction,
} from 'kysely';
import type { Records } from './database.js';
import type { Tables } from './tables.js';

export interface TransactionOptions {
  readOnly?: boolean;
  /** Statements that come before those of the work, such as the actor's settings. */
  opening?: CompiledQuery[];
}

const adapter = new PostgresAdapter();
const compiler = new PostgresQueryCompiler();
const driver = new DummyDriver();
const dialect = {
  createAdapter: () => adapter,
  createDriver: () => driver,
  createQueryCompiler: () => compiler,
  createIntrospector: (db: ConstructorParameters<typeof PostgresIntrospector>[0]) => new PostgresIntrospector(db),
};

/** What the last statements of a transaction answer. They were sent already: the commit follows without waiting for them. */
export class LastStatements<T> {
  /** @param answer rejects only with what PostgreSQL said: anything else would come too late to undo the transaction */
  constructor(readonly answer: Promise<T>) {}
}

/**
 * Runs `work` in one transaction. Its beginning, the opening and the first statements of the work travel together, and so
 * do all statements that the work issues without awaiting; they keep their order. Rolled back when anything fails.
 * @param work its result, or its `LastStatements`: then the commit travels with these
 * @throws the first failure, in the order of the statements.
 */
export async function inTransaction<T>(
  records: Records,
  { readOnly = false, opening = [] }: TransactionOptions,
  work: (tx: Transaction<Tables>) => Promise<T | LastStatements<T>>,
): Promise<T> {
  return records.getExecutor().provideConnection(async (connection) => {
    const begin = CompiledQuery.raw(readOnly ? 'start transaction read only' : 'begin');
    const opened = [begin, ...opening].map((statement) => connection.executeQuery(statement));
    const [first, ...others] = await Promise.allSettled([work(transactionOn(records, connection)), ...opened]);
    const failure = [...others, first].find((result) => result.status === 'rejected');
    if (failure || first.status === 'rejected') {
      // A connection that cannot even roll back is broken, and the pool replaces it.
      await connection.executeQuery(CompiledQuery.raw('rollback')).catch(() => undefined);
      throw failure?.reason;
    }
    const last = first.value instanceof LastStatements ? first.value.answer : first.value;
    const committed = connection.executeQuery(CompiledQuery.raw('commit'));
    // Where the last statements failed, PostgreSQL turns this commit into a rollback.
    const [result, commit] = await Promise.allSettled([last, committed]);
    if (result.status === 'rejected') throw result.reason;
    if (commit.status === 'rejected') throw commit.reason;
    return result.value;
  });
}

function transactionOn(records: Records, connection: DatabaseConnection): Transaction<Tables> {
  const executor = new DefaultQueryExecutor(compiler, records.getExecutor().adapter, {
    provideConnection: (consumer) => consumer(connection),
  });
  return new Transaction<Tables>({ config: { dialect }, dialect, driver, executor });
}
