import { Button } from '../../../../components/forms/button.tsx';
import { TextField } from '../../../../components/forms/field.tsx';
import { useText } from '../../../../lib/language/text.ts';
import css from '../../desk/parts/desk.module.css';
import { EMPTY_LABEL, MOST_LABEL_TEXT, type TypedLabel } from '../model/profile-draft.ts';
import { profileText } from '../words/profile-text.ts';

const MAX_LABELS = 20;

interface ProfileLabelsProps {
  readonly labels: readonly TypedLabel[];
  readonly isReadOnly: boolean;
  onChange(labels: readonly TypedLabel[]): void;
}

/** A community's labels, each in both languages. */
export function ProfileLabels({ labels, isReadOnly, onChange }: ProfileLabelsProps) {
  const t = useText(profileText);
  return (
    <section className={css['section']} aria-labelledby="labels">
      <h2 id="labels">{t('labelsTitle')}</h2>
      <p className={css['soft']}>{t('labelsLead')}</p>
      {labels.map((label, at) => (
        <LabelFields
          // Labels have no id of their own; their place is what they are known by here.
          key={at}
          number={at + 1}
          label={label}
          isReadOnly={isReadOnly}
          onChange={(changed) => onChange(labels.with(at, changed))}
          onRemove={() => onChange(labels.toSpliced(at, 1))}
        />
      ))}
      {!isReadOnly && labels.length < MAX_LABELS && (
        <div>
          <Button onPress={() => onChange([...labels, EMPTY_LABEL])}>{t('add')}</Button>
        </div>
      )}
    </section>
  );
}

interface LabelFieldsProps {
  readonly number: number;
  readonly label: TypedLabel;
  readonly isReadOnly: boolean;
  onChange(label: TypedLabel): void;
  onRemove(): void;
}

function LabelFields({ number, label, isReadOnly, onChange, onRemove }: LabelFieldsProps) {
  const t = useText(profileText);
  const { code, title, text } = label;
  const field = { isDisabled: isReadOnly };
  return (
    <fieldset className={css['label']}>
      <legend>{t('label', { number: String(number) })}</legend>
      <TextField
        {...field}
        label={t('code')}
        hint={t('codeHint')}
        maxLength={64}
        value={code}
        onChange={(changed) => onChange({ ...label, code: changed })}
        isRequired
      />
      <TextField
        {...field}
        label={t('titleZh')}
        lang="zh-CN"
        maxLength={120}
        value={title.zh}
        onChange={(zh) => onChange({ ...label, title: { ...title, zh } })}
      />
      <TextField
        {...field}
        label={t('titleEn')}
        lang="en"
        maxLength={120}
        value={title.en}
        onChange={(en) => onChange({ ...label, title: { ...title, en } })}
      />
      <TextField
        {...field}
        label={t('textZh')}
        lang="zh-CN"
        rows={3}
        limit={MOST_LABEL_TEXT}
        value={text.zh}
        onChange={(zh) => onChange({ ...label, text: { ...text, zh } })}
      />
      <TextField
        {...field}
        label={t('textEn')}
        lang="en"
        rows={3}
        limit={MOST_LABEL_TEXT}
        value={text.en}
        onChange={(en) => onChange({ ...label, text: { ...text, en } })}
      />
      {!isReadOnly && (
        <div>
          <Button kind="quiet" onPress={onRemove}>
            {t('remove', { number: String(number) })}
          </Button>
        </div>
      )}
    </fieldset>
  );
}
