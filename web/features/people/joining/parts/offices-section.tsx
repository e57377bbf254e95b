import { useState } from 'react';
import { Button } from '../../../../components/forms/button.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { Notice } from '../../../../components/page/notice.tsx';
import {
  holderOf,
  type Office,
  type Offices,
  successorOf,
  useOffices,
} from '../../../../lib/council/offices.ts';
import type { Me } from '../../../../lib/session/session.tsx';
import { useText } from '../../../../lib/language/text.ts';
import type { OfficeStep } from '../model/office-step.ts';
import { OfficeSheet } from './office-sheet.tsx';
import { officesText } from '../words/offices-text.ts';
import css from '../../signing-in/parts/people.module.css';
import { useKeyOwner } from '../../keys/model/use-key-owner.ts';
import { shortAddress } from '../../signing-in/model/use-person-name.ts';

const BOTH: readonly Office[] = ['OPERATOR', 'ACCREDITOR'];

/** The offices that a key holds or is asked to take; nothing for any other key. */
export function OfficesSection({ me }: { readonly me: Me }) {
  const t = useText(officesText);
  const { data, error, refetch } = useOffices();
  const own = me.address.toLowerCase();
  if (error !== null) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return null;
  const held = BOTH.filter((office) => holderOf(data, office) === own);
  const asked = BOTH.filter((office) => successorOf(data, office) === own);
  if (held.length + asked.length === 0) return null;
  return (
    <section id="offices" className={css['section']} aria-labelledby="account-offices">
      <h2 id="account-offices">{t('title')}</h2>
      {asked.map((office) => (
        <Asked key={office} office={office} offices={data} own={own} />
      ))}
      {held.map((office) => (
        <Held key={office} office={office} offices={data} own={own} />
      ))}
    </section>
  );
}

interface OfficeProps {
  readonly office: Office;
  readonly offices: Offices;
  readonly own: string;
}

function Held({ office, offices, own }: OfficeProps) {
  const t = useText(officesText);
  const [step, setStep] = useState<OfficeStep['step'] | null>(null);
  const successor = successorOf(offices, office);
  const owner = useKeyOwner(successor);
  const name = successor === null ? '' : (owner ?? shortAddress(successor));
  return (
    <>
      <h3>{t(`${office}.name`)}</h3>
      <p>{t(`${office}.held`)}</p>
      <p className={css['soft']}>{t(`${office}.lost`)}</p>
      {successor !== null && (
        <Notice tone="unknown" isLive>
          <p>{t(`${office}.pending`, { name })}</p>
        </Notice>
      )}
      <div className={css['row']}>
        {successor === null ? (
          <Button onPress={() => setStep('hand-on')}>{t(`${office}.handOn`)}</Button>
        ) : (
          <Button onPress={() => setStep('take-back')}>{t(`${office}.takeBack`)}</Button>
        )}
      </div>
      {step !== null && (
        <OfficeSheet
          office={office}
          step={step}
          offices={offices}
          caller={own}
          onClose={() => setStep(null)}
        />
      )}
    </>
  );
}

function Asked({ office, offices, own }: OfficeProps) {
  const t = useText(officesText);
  const [isShown, setIsShown] = useState(false);
  return (
    <>
      <h3>{t(`${office}.name`)}</h3>
      <p>{t(`${office}.asked`)}</p>
      <div>
        <Button kind="main" onPress={() => setIsShown(true)}>
          {t(`${office}.accept`)}
        </Button>
      </div>
      {isShown && (
        <OfficeSheet
          office={office}
          step="accept"
          offices={offices}
          caller={own}
          onClose={() => setIsShown(false)}
        />
      )}
    </>
  );
}
