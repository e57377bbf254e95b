import { pickText } from '../session/api.ts';
import { LANGUAGE_TAGS, useLanguage } from '../language/language.tsx';
import css from './labels.module.css';

interface Text {
  readonly en: string | null;
  readonly zh: string | null;
}

export interface ShownLabel {
  readonly code: string;
  readonly title: Text;
  readonly text: Text;
}

/** A community's labels (TK Labels), each with its text. */
export function CommunityLabels({ labels }: { readonly labels: readonly ShownLabel[] }) {
  const { language } = useLanguage();
  return (
    <ul role="list" className={css['labels']}>
      {labels.map((label) => {
        const title = pickText(label.title, language);
        const text = pickText(label.text, language);
        return (
          <li key={label.code}>
            <strong lang={title === null ? undefined : LANGUAGE_TAGS[title.language]}>
              {title?.text ?? label.code}
            </strong>
            {text !== null && <p lang={LANGUAGE_TAGS[text.language]}>{text.text}</p>}
          </li>
        );
      })}
    </ul>
  );
}
