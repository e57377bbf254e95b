import { TextField } from '../../components/forms/field.tsx';
import { useText } from '../language/text.ts';
import type { DetailsFieldsProps } from './details-fields.tsx';
import { detailsText } from './details-text.ts';
import css from './profiles.module.css';

const TEXTS = [
  { name: 'welcome', language: 'zh', label: 'welcomeZh' },
  { name: 'welcome', language: 'en', label: 'welcomeEn' },
  { name: 'never', language: 'zh', label: 'neverZh' },
  { name: 'never', language: 'en', label: 'neverEn' },
] as const;
const REASONS = [
  { name: 'closedReason', language: 'zh', label: 'closedReasonZh' },
  { name: 'closedReason', language: 'en', label: 'closedReasonEn' },
] as const;

/** What a community or institution says before anybody asks it. */
export function BeforehandFields({ details, fault, isDisabled = false, onChange }: DetailsFieldsProps) {
  const t = useText(detailsText);
  const fieldOf = ({ name, language, label }: (typeof TEXTS)[number] | (typeof REASONS)[number]) => (
    <TextField
      key={label}
      label={t(label)}
      hint={t('textHint')}
      error={fault === `input.${name}.${language}` ? t('faults.text') : null}
      lang={language === 'zh' ? 'zh-CN' : 'en'}
      isDisabled={isDisabled}
      rows={3}
      maxLength={2000}
      value={details[name][language]}
      onChange={(text) => onChange({ [name]: { ...details[name], [language]: text } })}
    />
  );
  return (
    <section className={css['fields']} aria-labelledby="profile-beforehand">
      <h2 id="profile-beforehand">{t('beforehandTitle')}</h2>
      <p>{t('beforehandLead')}</p>
      {TEXTS.map(fieldOf)}
      <TextField
        label={t('answersWithinDays')}
        error={fault === 'input.answersWithinDays' ? t('faults.answersWithinDays') : null}
        inputMode="numeric"
        isDisabled={isDisabled}
        maxLength={3}
        value={details.answersWithinDays}
        onChange={(answersWithinDays) => onChange({ answersWithinDays })}
      />
      <TextField
        label={t('closedUntil')}
        hint={t('closedHint')}
        error={fault === 'input.closedUntil' ? t('faults.closedUntil') : null}
        type="date"
        isDisabled={isDisabled}
        value={details.closedUntil}
        onChange={(closedUntil) => onChange({ closedUntil })}
      />
      {details.closedUntil !== '' && REASONS.map(fieldOf)}
    </section>
  );
}
