import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { BindingSheet } from '../../components/binding-sheet.tsx';
import { TextField } from '../../components/field.tsx';
import { useAct } from '../../lib/act.ts';
import { pickText } from '../../lib/api.ts';
import { useLanguage } from '../../lib/language.tsx';
import { useText } from '../../lib/text.ts';
import type { Organization } from './documents.ts';
import { KeyText } from './key-text.tsx';
import { adminText } from './text.ts';

interface CouncilSheetProps {
  readonly community: Organization;
  onClose(): void;
}

const ADDRESS = /^0x[0-9a-f]{40}$/;

/** The accreditor names who should follow a council that is gone. */
export function CouncilSheet({ community, onClose }: CouncilSheetProps) {
  const t = useText(adminText);
  const { language } = useLanguage();
  const cache = useQueryClient();
  const act = useAct<true>();
  const [text, setText] = useState('');
  const name = pickText(community.name, language)?.text ?? community.slug;
  const candidate = text.trim().toLowerCase();
  const isSame = candidate !== '' && candidate === community.council?.toLowerCase();
  const isAddress = ADDRESS.test(candidate);
  const sign = async () => {
    const done = await act.run(async (platform) => {
      const [{ proposeCouncilAct }, { relay }, { parseOrganizationId }, { parseAddress }] = await Promise.all(
        [
          import('@lanran/client/organization-acts'),
          import('@lanran/client/relaying'),
          import('@lanran/protocol/ids'),
          import('@lanran/protocol/signature'),
        ],
      );
      await relay(platform, proposeCouncilAct(parseOrganizationId(community.id), parseAddress(candidate)));
      return true;
    });
    if (done === null) return;
    await cache.invalidateQueries();
    onClose();
  };
  const problem = isSame ? t('councilSame') : text !== '' && !isAddress ? t('councilBad') : null;
  return (
    <BindingSheet
      title={t('councilTitle', { name })}
      verb={t('councilVerb')}
      facts={[
        { name: t('councilPresent'), value: <KeyText address={community.council} /> },
        { name: t('councilNext'), value: <KeyText address={isAddress ? candidate : null} /> },
        { name: t('councilWhen'), value: t('councilWhenValue') },
      ]}
      concerns={t('councilConcerns')}
      undo={t('councilUndo')}
      isReady={isAddress && !isSame}
      act={act}
      onSign={() => void sign()}
      onClose={onClose}
    >
      <p>{t('councilLead')}</p>
      <TextField
        label={t('councilField')}
        hint={t('councilHint')}
        lang="en"
        autoComplete="off"
        value={text}
        onChange={setText}
        error={problem}
      />
    </BindingSheet>
  );
}
