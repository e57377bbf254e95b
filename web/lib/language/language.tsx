import { createContext, type ReactNode, use, useEffect, useMemo, useState } from 'react';
import type { Language } from '@lanran/protocol/kernel/language';
import { readPreference, writePreference } from './preference.ts';
import { preferredLanguage } from './preferred-language.ts';

interface LanguageChoice {
  readonly language: Language;
  choose(language: Language): void;
}

const LanguageContext = createContext<LanguageChoice | null>(null);

/** BCP 47 tags for `lang` attributes and `Intl`. */
export const LANGUAGE_TAGS: Readonly<Record<Language, string>> = { en: 'en', zh: 'zh-CN' };

/** What the address says (`?lang=zh`), what was chosen before, or what the browser asks for. */
function initialLanguage(): Language {
  const asked = new URLSearchParams(window.location.search).get('lang') ?? readPreference('language');
  if (asked === 'en' || asked === 'zh') return asked;
  return preferredLanguage(navigator.languages);
}

export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState(initialLanguage);
  useEffect(() => {
    document.documentElement.lang = LANGUAGE_TAGS[language];
  }, [language]);
  const choice = useMemo(
    () => ({
      language,
      choose: (chosen: Language) => {
        writePreference('language', chosen);
        setLanguage(chosen);
      },
    }),
    [language],
  );
  return <LanguageContext value={choice}>{children}</LanguageContext>;
}

export function useLanguage(): LanguageChoice {
  const choice = use(LanguageContext);
  if (choice === null) throw new Error('useLanguage needs a LanguageProvider above it.');
  return choice;
}
