import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { BindingSheet } from '../../../../components/forms/binding-sheet.tsx';
import { TextField } from '../../../../components/forms/field.tsx';
import { SelectField } from '../../../../components/forms/select-field.tsx';
import { useAct } from '../../../../lib/session/act.ts';
import { pickText } from '../../../../lib/session/api.ts';
import { InvitedElders } from '../../../../lib/invitations/invited-elders.tsx';
import { useElders } from '../../../../lib/invitations/use-elders.ts';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { readKey } from '../../../../lib/session/read-key.ts';
import { shortAddress } from '../../../../lib/organizations/short-address.ts';
import { useText } from '../../../../lib/language/text.ts';
import type { Organization } from '../../operation/model/documents.ts';
import { KeyText } from './key-text.tsx';
import { adminText } from '../../operation/words/text.ts';

interface CouncilSheetProps {
  readonly community: Organization;
  onClose(): void;
}

const OTHER = 'other';

/** The accreditor names who should follow a council that is gone. */
export function CouncilSheet({ community, onClose }: CouncilSheetProps) {
  const t = useText(adminText);
  const { language } = useLanguage();
  const cache = useQueryClient();
  const act = useAct<true>();
  const [by, setBy] = useState<string | null>(null);
  const [text, setText] = useState('');
  const elders = useElders(
    community.id,
    community.members.map((member) => member.address),
  );
  const name = pickText(community.name, language)?.text ?? community.slug;
  const candidate = readKey(by === OTHER ? text : (by ?? ''));
  const isSame = candidate !== null && candidate === community.council?.toLowerCase();
  const sign = async () => {
    if (candidate === null) return;
    const done = await act.run(async (platform) => {
      const [{ proposeCouncilAct }, { relay }, { parseOrganizationId }] = await Promise.all([
        import('@lanran/sdk/organizations/organization-acts'),
        import('@lanran/sdk/acts/relaying'),
        import('@lanran/protocol/kernel/ids'),
      ]);
      await relay(platform, proposeCouncilAct(parseOrganizationId(community.id), candidate));
      return true;
    });
    if (done === null) return;
    await cache.invalidateQueries();
    onClose();
  };
  const problem = isSame ? t('councilSame') : text !== '' && candidate === null ? t('councilBad') : null;
  return (
    <BindingSheet
      title={t('councilTitle', { name })}
      verb={t('councilVerb')}
      facts={[
        { name: t('councilPresent'), value: <KeyText address={community.council} /> },
        { name: t('councilNext'), value: <KeyText address={candidate} /> },
        { name: t('councilWhen'), value: t('councilWhenValue') },
      ]}
      concerns={t('councilConcerns')}
      undo={t('councilUndo')}
      isReady={candidate !== null && !isSame}
      act={act}
      onSign={() => void sign()}
      onClose={onClose}
    >
      <p>{t('councilLead')}</p>
      <SelectField
        label={t('councilBy')}
        hint={t('councilByHint')}
        value={by}
        choices={[
          ...elders
            .filter(({ address }) => address !== community.council?.toLowerCase())
            .map(({ address, name: called, label }) => ({
              value: address,
              label: label === null ? called : `${called} · ${label}`,
              hint: shortAddress(address),
            })),
          { value: OTHER, label: t('councilOther') },
        ]}
        onChange={setBy}
      />
      {by === OTHER && (
        <TextField
          label={t('councilField')}
          hint={t('councilHint')}
          lang="en"
          autoComplete="off"
          value={text}
          onChange={setText}
          error={problem}
        />
      )}
      <InvitedElders communityId={community.id} community={name} />
    </BindingSheet>
  );
}
