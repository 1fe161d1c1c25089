import { LANGUAGES, type Language } from '../domain/vocabulary.js';

const FALLBACK: Language = 'en';
const MAXIMUM_LENGTH = 200;

/** The language of the product that an Accept-Language header (RFC 9110 §12.5.4) asks for; English when it asks for none of ours. */
export function acceptedLanguage(header: string | undefined): Language {
  const wishes = (header ?? '').slice(0, MAXIMUM_LENGTH).split(',').map(readWish);
  wishes.sort((a, b) => b.weight - a.weight);
  for (const { tag, weight } of wishes) {
    const language = LANGUAGES.find((ours) => tag === ours || tag.startsWith(`${ours}-`));
    if (language !== undefined && weight > 0) return language;
  }
  return FALLBACK;
}

function readWish(part: string): { tag: string; weight: number } {
  const [tag = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase());
  const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
  const weight = quality === undefined ? 1 : Number(quality);
  return { tag, weight: Number.isFinite(weight) ? weight : 0 };
}
