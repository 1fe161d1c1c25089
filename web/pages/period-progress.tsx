import type { PeriodView } from '../../usecases/list-periods.js';
import type { NsoProgress } from '../../usecases/read-period-progress.js';
import type { RulebookWords } from '../rulebook-words.js';
import type { SignedIn } from '../viewer.js';

export type ShownPeriod = PeriodView & { nsos: NsoProgress[]; words: RulebookWords };

const COUNTS = [
  'received',
  'submitted',
  'frozen',
  'inEvaluation',
  'awarded',
  'refused',
  'overdue',
  'unclaimed',
] as const;

export function PeriodProgressPage({ viewer, periods }: { viewer: SignedIn; periods: ShownPeriod[] }) {
  const { t, language } = viewer;
  return (
    <>
      <h1>{t('pages.progress')}</h1>
      {periods.map((period) => (
        <section key={period.periodId}>
          <h2>{period.names[language]}</h2>
          {period.evaluationClosesAt && (
            <p>{t('pages.progress.until', { at: period.words.deadline(period.evaluationClosesAt) })}</p>
          )}
          {period.nsos.length === 0 ? (
            <p>{t('pages.progress.none')}</p>
          ) : (
            <ProgressTable viewer={viewer} period={period} />
          )}
        </section>
      ))}
    </>
  );
}

function ProgressTable({ viewer, period }: { viewer: SignedIn; period: ShownPeriod }) {
  const { t } = viewer;
  return (
    <table class="cards">
      <thead>
        <tr>
          <th scope="col">{t('pages.progress.nso')}</th>
          {COUNTS.map((count) => (
            <th key={count} scope="col">
              {t(`pages.progress.${count}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {period.nsos.map(({ nsoId, status, progress, results }) => (
          <tr key={nsoId}>
            <td data-label={t('pages.progress.nso')}>
              {period.words.nso(nsoId)}
              <span class="hint">
                {' '}
                {results
                  ? t('pages.progress.published', { at: period.words.instant(results.publishedAt) })
                  : t(`status.period.${status ?? 'applications'}`)}
              </span>
            </td>
            {COUNTS.map((count) => (
              <td key={count} data-label={t(`pages.progress.${count}`)}>
                {progress[count]}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
