import type { BilingualText } from '../kernel/language.ts';

/** Why terms that name no version are refused, and what to do. */
export function describeOldTerms(): BilingualText {
  return {
    en: 'These terms name no version: they are of an older form that nothing is sold on. Update the program that made them, then ask for a quote again.',
    zh: '这些条款未注明版本，属于不再用于出售的旧格式。请更新生成条款的程序，然后重新询价。',
  };
}
