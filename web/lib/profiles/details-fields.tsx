import { TextField } from '../../components/forms/field.tsx';
import { useText } from '../language/text.ts';
import { BillingFields } from './billing-fields.tsx';
import { BeforehandFields } from './beforehand-fields.tsx';
import { detailsText } from './details-text.ts';
import { type ProfileDetails, speaksBeforehand } from './profile-details.ts';
import css from './profiles.module.css';

export interface DetailsFieldsProps {
  readonly details: ProfileDetails;
  readonly kind: string;
  /** The field that was refused, as the platform names it. */
  readonly fault: string | null;
  readonly isDisabled?: boolean;
  onChange(changed: Partial<ProfileDetails>): void;
}

/** Contact, pictures, bank details, and what is said beforehand; what is wrong stands beside its field. */
export function DetailsFields(props: DetailsFieldsProps) {
  const { details, kind, fault, isDisabled = false, onChange } = props;
  const t = useText(detailsText);
  const faultOf = (field: string, says: string) => (fault === `input.${field}` ? says : null);
  return (
    <>
      <section className={css['fields']} aria-labelledby="profile-contact">
        <h2 id="profile-contact">{t('contactTitle')}</h2>
        <p>{t('contactLead')}</p>
        <TextField
          label={t('contactName')}
          error={faultOf('contact.name', t('faults.contactName'))}
          isDisabled={isDisabled}
          maxLength={200}
          value={details.contactName}
          onChange={(contactName) => onChange({ contactName })}
        />
        <TextField
          label={t('email')}
          error={faultOf('contact.email', t('faults.email'))}
          isDisabled={isDisabled}
          maxLength={254}
          spellCheck="false"
          value={details.email}
          onChange={(email) => onChange({ email })}
        />
        <TextField
          label={t('telephone')}
          error={faultOf('contact.telephone', t('faults.telephone'))}
          isDisabled={isDisabled}
          maxLength={60}
          value={details.telephone}
          onChange={(telephone) => onChange({ telephone })}
        />
        <TextField
          label={t('postalAddress')}
          error={faultOf('contact.postalAddress', t('faults.postalAddress'))}
          isDisabled={isDisabled}
          rows={3}
          maxLength={500}
          value={details.postalAddress}
          onChange={(postalAddress) => onChange({ postalAddress })}
        />
        <TextField
          label={t('website')}
          hint={t('websiteHint')}
          error={faultOf('website', t('faults.website'))}
          isDisabled={isDisabled}
          maxLength={300}
          spellCheck="false"
          value={details.website}
          onChange={(website) => onChange({ website })}
        />
      </section>
      {speaksBeforehand(kind) && <BeforehandFields {...props} />}
      {speaksBeforehand(kind) && (
        <section className={css['fields']} aria-labelledby="profile-picture">
          <h2 id="profile-picture">{t('pictureTitle')}</h2>
          <p>{t('pictureLead')}</p>
          {(['pictureAsset', 'logoAsset'] as const).map((field) => (
            <TextField
              key={field}
              label={t(field)}
              error={faultOf(field, t('faults.asset'))}
              isDisabled={isDisabled}
              maxLength={500}
              spellCheck="false"
              value={details[field]}
              onChange={(asset) => onChange({ [field]: asset })}
            />
          ))}
        </section>
      )}
      <section className={css['fields']} aria-labelledby="profile-bank">
        <h2 id="profile-bank">{t('bankTitle')}</h2>
        <p>{t('bankLead')}</p>
        <TextField
          label={t('bankDetails')}
          hint={t('bankHint')}
          error={faultOf('bankDetails', t('faults.bankDetails'))}
          isDisabled={isDisabled}
          rows={5}
          maxLength={1000}
          spellCheck="false"
          value={details.bankDetails}
          onChange={(bankDetails) => onChange({ bankDetails })}
        />
      </section>
      <BillingFields {...props} />
    </>
  );
}
