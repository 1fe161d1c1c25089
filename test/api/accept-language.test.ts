import { describe, expect, it } from '@jest/globals';
import { acceptedLanguage } from '../../api/accept-language.js';

describe('the language of somebody who is not known yet', () => {
  it.each([
    ['el', 'el'],
    ['el-GR,el;q=0.9,en;q=0.8', 'el'],
    ['en-GB', 'en'],
    ['fr-FR, el;q=0.4, en;q=0.3', 'el'],
    ['fr-FR, el;q=0.3, en;q=0.4', 'en'],
    ['el;q=0, en;q=0.1', 'en'],
    ['EL', 'el'],
  ])('for %s is %s', (header, language) => {
    expect(acceptedLanguage(header)).toBe(language);
  });

  it.each([undefined, '', '*', 'fr', 'el;q=zero', ';;;,,,q=', 'elvish'])('for %s is English', (header) => {
    expect(acceptedLanguage(header)).toBe('en');
  });
});
