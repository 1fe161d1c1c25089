import type { Viewer } from '../viewer.js';
import { fieldLabel } from './parts.js';

interface KeptTextProps {
  viewer: Viewer;
  values: Readonly<Record<string, string>>;
}

/** What was written in a form that is no longer there: to be read and copied. Nobody's text is lost. */
export function KeptText({ viewer, values }: KeptTextProps) {
  const written = Object.entries(values).filter(([name, value]) => isText(name) && value.trim() !== '');
  if (written.length === 0) return null;
  return (
    <section aria-labelledby="kept-title">
      <h2 id="kept-title">{viewer.t('pages.keptText')}</h2>
      {written.map(([name, value]) => (
        <div class="field" key={name}>
          <label for={`kept-${name}`}>{fieldLabel(viewer, name)}</label>
          <textarea id={`kept-${name}`} rows={4} readOnly>
            {value}
          </textarea>
        </div>
      ))}
    </section>
  );
}

/** Not what was chosen or counted, which is quickly entered again. */
function isText(name: string): boolean {
  return (
    !name.includes(':') &&
    !/\.(criterion|id|member)$|^(outcome|language|languageOfApplication|search|kind|content)$/.test(name)
  );
}
