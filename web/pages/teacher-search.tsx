import type { FoundTeacher } from '../../usecases/find-teachers.js';
import type { Viewer } from '../viewer.js';

export interface TeacherSearchProps {
  viewer: Viewer;
  search: string;
  /** Teachers whom the search found: they can be chosen. Null: nobody was looked for. */
  found: FoundTeacher[] | null;
}

/** Looks for teachers by name, and lists those found: they are chosen in the fields below. */
export function TeacherSearch({ viewer: { t }, search, found, hint }: TeacherSearchProps & { hint: string }) {
  return (
    <div class="field">
      <label for="search">{t('pages.findTeachers')}</label>
      <p class="hint" id="search-hint">
        {hint}
      </p>
      <div class="row">
        <input id="search" name="search" type="search" value={search} aria-describedby="search-hint" />
        <button type="submit" name="intent" value="search" class="secondary">
          {t('pages.search')}
        </button>
      </div>
      {found && (
        <>
          <p role="status">{t('pages.found', { count: found.length })}</p>
          <ul>
            {found.map((teacher) => (
              <li key={teacher.teacherId}>
                {teacher.displayName},{' '}
                {teacher.schools.map(({ name, countryCode }) => `${name} (${countryCode})`).join(', ')}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
