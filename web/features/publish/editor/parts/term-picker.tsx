import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useRef, useState } from 'react';
import {
  Button as AriaButton,
  ComboBox,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  type PressEvent,
} from 'react-aria-components';
import { pickText, request } from '../../../../lib/session/api.ts';
import { findVocabularyTerm } from '@lanran/protocol/assets/vocabulary-names';
import { LANGUAGE_TAGS, useLanguage } from '../../../../lib/language/language.tsx';
import { useText } from '../../../../lib/language/text.ts';
import type { FormTerm, Vocabulary } from '../model/draft-form.ts';
import { formText } from '../words/form-text.ts';
import { freeTerm, isSameTerm, writtenCode } from '../model/free-term.ts';
import css from './form.module.css';
import { VOCABULARY_TERMS } from '../model/queries.ts';
import { publishText } from '../words/text.ts';

/** No code begins with a space. */
const FREE = ' free';

interface TermPickerProps {
  readonly vocabulary: Vocabulary;
  /** Of this vocabulary. */
  readonly terms: readonly FormTerm[];
  onAdd(term: FormTerm): void;
  onRemove(term: FormTerm): void;
}

/** Terms of one vocabulary: found while typing, or one’s own. */
export function TermPicker({ vocabulary, terms, onAdd, onRemove }: TermPickerProps) {
  const t = useText(formText);
  const words = useText(publishText);
  const { language } = useLanguage();
  const [text, setText] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const asked = text.trim();
  const { data } = useQuery({
    queryKey: ['publish', 'terms', vocabulary, asked],
    queryFn: ({ signal }) =>
      request(VOCABULARY_TERMS, { vocabulary, text: asked === '' ? null : asked }, { signal }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  const found = (data?.vocabularyTerms ?? [])
    .map(({ code, en, zh }) => ({ vocabulary, code: writtenCode(code), en, zh }))
    .filter((term, at, all) => all.findIndex((other) => isSameTerm(other, term)) === at)
    .filter((term) => !terms.some((chosen) => isSameTerm(chosen, term)));
  const own = freeTerm(vocabulary, asked);
  const isNew =
    own !== null &&
    !terms.some((chosen) => isSameTerm(chosen, own)) &&
    !found.some(({ code, en, zh }) => code === own.code || en === asked || zh === asked);
  const isKnown = own !== null && findVocabularyTerm(vocabulary, own.code) !== null;
  const items = [
    ...found.map((term) => ({ id: term.code, label: labelOf(term), term })),
    ...(isNew ? [{ id: FREE, label: isKnown ? labelOf(own) : t('free', { text: asked }), term: own }] : []),
  ];
  const choose = (key: unknown) => {
    const item = items.find(({ id }) => id === key);
    if (item === undefined) return;
    onAdd(item.term);
    setText('');
  };
  const remove = (term: FormTerm, { pointerType, target }: PressEvent) => {
    // The button goes with its term: whoever works by keyboard goes on from the next, or where the terms are typed.
    if (pointerType === 'keyboard' || pointerType === 'virtual') {
      const item = target.closest('li');
      const next = item?.nextElementSibling ?? item?.previousElementSibling;
      (next?.querySelector('button') ?? input.current)?.focus();
    }
    onRemove(term);
  };
  function labelOf(term: {
    readonly en: string | null;
    readonly zh: string | null;
    readonly code: string;
  }): string {
    const main = pickText(term, language)?.text ?? term.code;
    const other = language === 'zh' ? term.en : term.zh;
    return other === null || other === main ? main : `${main} · ${other}`;
  }
  const label = words(`vocabulary.${vocabulary}`);
  return (
    <div className={css['terms']}>
      <ComboBox
        className={css['combo'] ?? ''}
        items={items}
        inputValue={text}
        onInputChange={setText}
        value={null}
        onChange={choose}
        menuTrigger="focus"
        defaultFilter={() => true}
        allowsEmptyCollection
      >
        <Label className={css['label'] ?? ''}>{label}</Label>
        <Input
          ref={input}
          className={css['input'] ?? ''}
          placeholder={t('termPlaceholder')}
          onKeyDown={(event) => {
            // Enter on nothing chosen takes the word as typed.
            const isOpenChoice = event.currentTarget.getAttribute('aria-activedescendant') !== null;
            if (event.key !== 'Enter' || isOpenChoice || event.nativeEvent.isComposing || asked === '')
              return;
            event.preventDefault();
            const exact = found.find(({ code, en, zh }) => [code, en, zh].includes(asked));
            choose(exact?.code ?? (isNew ? FREE : null));
          }}
        />
        <Popover className={css['popover'] ?? ''}>
          <ListBox
            className={css['options'] ?? ''}
            renderEmptyState={() => <div className={css['none']}>{t('noTerms')}</div>}
          >
            {(item: (typeof items)[number]) => (
              <ListBoxItem id={item.id} textValue={item.label} className={css['option'] ?? ''}>
                {item.label}
              </ListBoxItem>
            )}
          </ListBox>
        </Popover>
      </ComboBox>
      {terms.length > 0 && (
        <ul role="list" className={css['tags']} aria-label={t('chosen', { vocabulary: label })}>
          {terms.map((term) => {
            const shown = pickText(term, language);
            return (
              <li key={term.code} className={css['tag']}>
                <span lang={shown === null ? undefined : LANGUAGE_TAGS[shown.language]}>
                  {shown?.text ?? term.code}
                </span>
                <AriaButton
                  className={css['untag'] ?? ''}
                  aria-label={t('removeTerm', { term: shown?.text ?? term.code })}
                  onPress={(event) => remove(term, event)}
                >
                  <X size={16} aria-hidden="true" />
                </AriaButton>
              </li>
            );
          })}
        </ul>
      )}
    </div>
  );
}
