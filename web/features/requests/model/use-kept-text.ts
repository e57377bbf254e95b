import { useState } from 'react';
import { readPreference, writePreference } from '../../../lib/language/preference.ts';

/** What is being typed; a reload keeps it. */
export function useKeptText(name: string): readonly [string, (text: string) => void] {
  const [text, setText] = useState(() => readPreference(name) ?? '');
  return [
    text,
    (changed) => {
      setText(changed);
      writePreference(name, changed);
    },
  ];
}
