import { useEffect, useState } from 'react';
import { readPreference, writePreference } from './preference.ts';

export type Appearance = 'light' | 'dark';

const DARK = '(prefers-color-scheme: dark)';

/** Light or dark: as chosen here, else as the system has it, also when that changes. */
export function useAppearance(): { readonly appearance: Appearance; toggle(): void } {
  const [chosen, setChosen] = useState(() => readPreference('appearance'));
  const [system, setSystem] = useState<Appearance>(() => (matchMedia(DARK).matches ? 'dark' : 'light'));
  useEffect(() => {
    const query = matchMedia(DARK);
    const follow = () => setSystem(query.matches ? 'dark' : 'light');
    query.addEventListener('change', follow);
    return () => query.removeEventListener('change', follow);
  }, []);
  const appearance = chosen === 'light' || chosen === 'dark' ? chosen : system;
  useEffect(() => {
    document.documentElement.dataset['theme'] = appearance;
    document.documentElement.style.colorScheme = appearance;
  }, [appearance]);
  const toggle = () => {
    const next = appearance === 'dark' ? 'light' : 'dark';
    writePreference('appearance', next);
    setChosen(next);
  };
  return { appearance, toggle };
}
