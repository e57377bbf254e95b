import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Announcement } from '@lanran/sdk/acts/announced-acts';
import { BindingSheet } from '../../../../components/forms/binding-sheet.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { TextField } from '../../../../components/forms/field.tsx';
import { Notice } from '../../../../components/page/notice.tsx';
import { Skeleton } from '../../../../components/page/skeleton.tsx';
import { useAct } from '../../../../lib/session/act.ts';
import { useFormats } from '../../../../lib/language/format.ts';
import {
  holderOf,
  type Office,
  type Offices,
  otherOffice,
  successorOf,
} from '../../../../lib/council/offices.ts';
import { useText } from '../../../../lib/language/text.ts';
import { fetchStanding, type OfficeStep, takeStep } from '../model/office-step.ts';
import { officesText } from '../words/offices-text.ts';
import { useKeyOwner } from '../../keys/model/use-key-owner.ts';
import { shortAddress } from '../../signing-in/model/use-person-name.ts';

interface OfficeSheetProps {
  readonly office: Office;
  readonly step: OfficeStep['step'];
  readonly offices: Offices;
  /** The key that is signed in, lower case. */
  readonly caller: string;
  onClose(): void;
}

const ADDRESS = /^0x[0-9a-f]{40}$/;
const WORDS = { 'hand-on': 'handOn', 'take-back': 'takeBack', accept: 'accept' } as const;

/** Exactly what handing on, taking back or accepting an office is; where it has to be announced first, the announcement. */
export function OfficeSheet({ office, step, offices, caller, onClose }: OfficeSheetProps) {
  const t = useText(officesText);
  const cache = useQueryClient();
  const act = useAct<'done' | 'announced'>();
  const [text, setText] = useState('');
  const holder = holderOf(offices, office) ?? '';
  const successor = step === 'hand-on' ? text.trim().toLowerCase() : (successorOf(offices, office) ?? '');
  const isAddress = ADDRESS.test(successor) && successor !== holder;
  const officeStep: OfficeStep = { office, step, holder, successor };
  const standing = useQuery({
    queryKey: ['hand-over', officeStep],
    queryFn: () => fetchStanding(officeStep, caller),
    enabled: office === 'ACCREDITOR' && isAddress,
  });
  const isAnnouncing = standing.data?.state === 'to-announce';
  const words = `${office}.${WORDS[step]}` as const;
  const sign = async () => {
    const done = await act.run(async (platform) => takeStep(platform, officeStep));
    if (done === null) return;
    await cache.invalidateQueries();
    if (done === 'announced') act.reset();
    else onClose();
  };
  return (
    <BindingSheet
      title={t(`${words}Title`)}
      verb={isAnnouncing ? t('announceVerb') : t(`${words}Verb`)}
      facts={[
        { name: t('factOffice'), value: t(`${office}.name`) },
        { name: t('factNow'), value: <KeyOwner address={holder} /> },
        { name: t('factNext'), value: isAddress ? <KeyOwner address={successor} /> : '–' },
      ]}
      concerns={t(`${words}Concerns`)}
      undo={t(`${words}Undo`)}
      details={
        <>
          <p>{t('details')}</p>
          <p>
            <code>{holder}</code>
          </p>
          {isAddress && (
            <p>
              <code>{successor}</code>
            </p>
          )}
        </>
      }
      isReady={isAddress && (office === 'OPERATOR' || isReady(standing.data))}
      act={act}
      onSign={() => void sign()}
      onClose={onClose}
    >
      {step === 'hand-on' && (
        <SuccessorField text={text} onChange={setText} holder={holder} isAddress={isAddress} />
      )}
      {isAddress && holderOf(offices, otherOffice(office)) === successor && step !== 'take-back' && (
        <Notice tone="unknown">
          <p>{t(`${office}.both`)}</p>
        </Notice>
      )}
      {standing.isLoading && <Skeleton lines={1} />}
      {standing.error !== null && (
        <ErrorNotice error={standing.error} onRetry={() => void standing.refetch()} />
      )}
      {standing.data !== undefined && <Standing standing={standing.data} />}
    </BindingSheet>
  );
}

interface SuccessorFieldProps {
  readonly text: string;
  readonly holder: string;
  readonly isAddress: boolean;
  onChange(text: string): void;
}

function SuccessorField({ text, holder, isAddress, onChange }: SuccessorFieldProps) {
  const t = useText(officesText);
  const address = text.trim().toLowerCase();
  const owner = useKeyOwner(isAddress ? address : null);
  const problem = address === holder ? t('addressSame') : t('addressBad');
  return (
    <>
      <TextField
        label={t('addressField')}
        hint={t('addressHint')}
        lang="en"
        autoComplete="off"
        spellCheck="false"
        value={text}
        onChange={onChange}
        error={text === '' || isAddress ? null : problem}
      />
      {owner !== undefined && (
        <p role="status">{owner === null ? t('addressUnknown') : t('addressKnown', { name: owner })}</p>
      )}
    </>
  );
}

/** Who has a key, as far as it is known here. */
function KeyOwner({ address }: { readonly address: string }) {
  const t = useText(officesText);
  const owner = useKeyOwner(address) ?? null;
  const short = shortAddress(address);
  return <>{owner === null ? short : t('person', { name: owner, address: short })}</>;
}

function isReady(standing: Announcement | undefined): boolean {
  if (standing === undefined) return false;
  if (standing.state === 'announced') return standing.from.getTime() <= Date.now();
  return standing.state !== 'not-allowed';
}

function Standing({ standing }: { readonly standing: Announcement }) {
  const t = useText(officesText);
  const { moment } = useFormats();
  switch (standing.state) {
    case 'free':
      return null;
    case 'not-allowed':
      return (
        <Notice tone="refused">
          <p>{t('notAllowed')}</p>
        </Notice>
      );
    case 'to-announce': {
      const from = new Date(Date.now() + standing.delaySeconds * 1000);
      return (
        <Notice tone="unknown">
          <p>{t('wait', { moment: moment(from.toISOString()) })}</p>
        </Notice>
      );
    }
    case 'announced': {
      const isOver = isReady(standing);
      return (
        <Notice tone={isOver ? 'live' : 'unknown'} isLive>
          <p>{isOver ? t('ready') : t('waiting', { moment: moment(standing.from.toISOString()) })}</p>
        </Notice>
      );
    }
  }
}
