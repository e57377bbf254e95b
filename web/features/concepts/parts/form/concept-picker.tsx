import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useRef, useState } from 'react';
import {
  Button as AriaButton,
  ComboBox,
  FieldError,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  type PressEvent,
  Text,
} from 'react-aria-components';
import type { Vocabulary } from '../../../../lib/concepts/concept-address.ts';
import { pickText } from '../../../../lib/session/api.ts';
import { LANGUAGE_TAGS, useLanguage } from '../../../../lib/language/language.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { conceptNamed, conceptsToChoose } from '../../model/concept-queries.ts';
import { formText } from '../../words/form-text.ts';
import css from './form.module.css';

interface ConceptPickerProps {
  readonly label: string;
  readonly hint: string;
  readonly error?: string | undefined;
  /** Of which they are; null: of any. */
  readonly vocabulary: Vocabulary | null;
  /** Ids. */
  readonly value: readonly string[];
  /** The id of the concept that they are of. */
  readonly except: string | null;
  onChange(value: readonly string[]): void;
}

/** Concepts found while typing, by any of their names. */
export function ConceptPicker(props: ConceptPickerProps) {
  const { label, hint, error, vocabulary, value, except, onChange } = props;
  const t = useText(formText);
  const { language } = useLanguage();
  const [text, setText] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const { data } = useQuery({
    ...conceptsToChoose({ vocabulary, text: text.trim() }),
    placeholderData: keepPreviousData,
  });
  const items = (data ?? [])
    .filter(({ id }) => id !== except && !value.includes(id))
    .map(({ id, prefLabel }) => {
      const main = pickText(prefLabel, language)?.text ?? id;
      const other = language === 'zh' ? prefLabel.en : prefLabel.zh;
      return { id, label: other === null || other === main ? main : `${main} · ${other}` };
    });
  const remove = (id: string, { pointerType, target }: PressEvent) => {
    // The button goes with its concept: whoever works by keyboard goes on from the next, or where names are typed.
    if (pointerType === 'keyboard' || pointerType === 'virtual') {
      const item = target.closest('li');
      const next = item?.nextElementSibling ?? item?.previousElementSibling;
      (next?.querySelector('button') ?? input.current)?.focus();
    }
    onChange(value.filter((other) => other !== id));
  };
  return (
    <div className={css['terms']}>
      <ComboBox
        className={css['combo'] ?? ''}
        items={items}
        inputValue={text}
        onInputChange={setText}
        value={null}
        onChange={(key) => {
          if (key === null) return;
          onChange([...value, String(key)]);
          setText('');
        }}
        isInvalid={error !== undefined}
        menuTrigger="focus"
        defaultFilter={() => true}
        allowsEmptyCollection
      >
        <Label className={css['label'] ?? ''}>{label}</Label>
        <Text slot="description" className={css['hint'] ?? ''}>
          {hint}
        </Text>
        <Input ref={input} className={css['input'] ?? ''} placeholder={t('search')} />
        <FieldError className={css['error'] ?? ''}>{error}</FieldError>
        <Popover className={css['popover'] ?? ''}>
          <ListBox
            className={css['options'] ?? ''}
            renderEmptyState={() => <div className={css['none']}>{t('noneFound')}</div>}
          >
            {(item: (typeof items)[number]) => (
              <ListBoxItem id={item.id} textValue={item.label} className={css['option'] ?? ''}>
                {item.label}
              </ListBoxItem>
            )}
          </ListBox>
        </Popover>
      </ComboBox>
      {value.length > 0 && (
        <ul role="list" className={css['tags']} aria-label={t('chosen', { label })}>
          {value.map((id) => (
            <Tag key={id} id={id} onRemove={(event) => remove(id, event)} />
          ))}
        </ul>
      )}
    </div>
  );
}

interface TagProps {
  readonly id: string;
  onRemove(event: PressEvent): void;
}

function Tag({ id, onRemove }: TagProps) {
  const t = useText(formText);
  const { language } = useLanguage();
  const { data } = useQuery(conceptNamed(id));
  const name = pickText(data?.prefLabel, language) ?? { text: id, language };
  return (
    <li className={css['tag']}>
      <span lang={LANGUAGE_TAGS[name.language]}>{name.text}</span>
      <AriaButton
        className={css['untag'] ?? ''}
        aria-label={t('removeConcept', { name: name.text })}
        onPress={onRemove}
      >
        <X size={16} aria-hidden="true" />
      </AriaButton>
    </li>
  );
}
