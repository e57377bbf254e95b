import { type ReactNode, useId } from 'react';
import { useFormats } from '../../lib/language/format.ts';
import { LANGUAGE_TAGS, useLanguage } from '../../lib/language/language.tsx';
import { useText } from '../../lib/language/text.ts';
import { pickText } from '../../lib/session/api.ts';
import { searchText } from './search-text.ts';
import { groupsOf, otherNameOf, type Suggestion } from './suggestions.ts';
import css from './search-box.module.css';

interface SuggestionListProps {
  readonly suggestions: readonly Suggestion[];
  readonly id: string;
  readonly active: number | null;
  optionId(at: number): string;
  choose(at: number): void;
}

/** What somebody who types may mean, by kind, with how many assets there are of it. */
export function SuggestionList({ suggestions, id, active, optionId, choose }: SuggestionListProps) {
  const t = useText(searchText);
  return (
    <div
      id={id}
      role="listbox"
      tabIndex={-1}
      aria-label={t('suggestions')}
      className={css['list']}
      // The box keeps the focus.
      onMouseDown={(event) => event.preventDefault()}
    >
      {groupsOf(suggestions).map((group) => (
        <SuggestionGroup key={group.kind} kind={group.kind}>
          {group.suggestions.map((suggestion) => {
            const at = suggestions.indexOf(suggestion);
            return (
              // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the box has the keys
              <div
                key={at}
                id={optionId(at)}
                role="option"
                tabIndex={-1}
                aria-selected={at === active}
                className={css['option']}
                onClick={() => choose(at)}
              >
                <SuggestionWords suggestion={suggestion} />
              </div>
            );
          })}
        </SuggestionGroup>
      ))}
    </div>
  );
}

interface SuggestionGroupProps {
  readonly kind: Suggestion['kind'];
  readonly children: ReactNode;
}

function SuggestionGroup({ kind, children }: SuggestionGroupProps) {
  const t = useText(searchText);
  const id = useId();
  return (
    <div role="group" aria-labelledby={id}>
      <div id={id} role="presentation" className={css['kind']}>
        {t(`kinds.${kind}`)}
      </div>
      {children}
    </div>
  );
}

function SuggestionWords({ suggestion }: { readonly suggestion: Suggestion }) {
  const t = useText(searchText);
  const { number } = useFormats();
  const { language } = useLanguage();
  const name = pickText(suggestion.name, language) ?? { text: suggestion.text, language };
  const other = otherNameOf(suggestion, language);
  const what = whatIs(suggestion);
  if (suggestion.isPage === true)
    return <span className={css['words']}>{t('about', { name: name.text })}</span>;
  return (
    <>
      <span className={css['words']}>
        <span lang={LANGUAGE_TAGS[name.language]}>{name.text}</span>
        {other !== null && (
          <>
            {' '}
            <span lang={LANGUAGE_TAGS[other.language]} className={css['soft']}>
              {other.text}
            </span>
          </>
        )}
        {what !== null && (
          <>
            {' '}
            <span className={css['soft']}>{t(what)}</span>
          </>
        )}
      </span>{' '}
      <span className={css['number']} aria-label={t('assets', { count: suggestion.count })}>
        {number(suggestion.count)}
      </span>
    </>
  );
}

const VOCABULARIES = ['technique', 'motif', 'ich', 'place', 'material', 'ethnicGroup'] as const;

function whatIs({ concept, organizationRole }: Suggestion) {
  if (organizationRole !== null) return `roles.${organizationRole}` as const;
  const vocabulary = VOCABULARIES.find((each) => concept?.startsWith(`${each}/`) === true);
  return vocabulary === undefined ? null : (`vocabularies.${vocabulary}` as const);
}
