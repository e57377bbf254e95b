import { useState } from 'react';
import { ActSheet } from '../../../components/forms/act-sheet.tsx';
import { TextField } from '../../../components/forms/field.tsx';
import { NativeSelect } from '../../../components/forms/native-select.tsx';
import { useLanguage } from '../../../lib/language/language.tsx';
import { useText } from '../../../lib/language/text.ts';
import { pickText } from '../../../lib/session/api.ts';
import { useSession } from '../../../lib/session/session.tsx';
import type { ShownList } from '../model/documents.ts';
import type { OneListActs } from '../model/use-list.ts';
import { listText } from '../words/list-text.ts';

const ONESELF = '';

interface EditSheetProps {
  readonly list: Pick<ShownList, 'title' | 'note' | 'organization' | 'canGive'>;
  readonly acts: Pick<OneListActs, 'change'>;
  onClose(): void;
}

/** What a list is called, what it says, and whose it is. */
export function EditSheet({ list, acts, onClose }: EditSheetProps) {
  const t = useText(listText);
  const { language } = useLanguage();
  const { me } = useSession();
  const [title, setTitle] = useState(list.title);
  const [note, setNote] = useState(list.note);
  const present = list.organization?.id ?? ONESELF;
  const [organization, setOrganization] = useState(present);
  const organizations = (me?.memberships ?? [])
    .filter(({ role }) => role !== 'VIEWER')
    .map((membership) => membership.organization);
  const isTitled = title.trim() !== '';
  return (
    <ActSheet
      title={t('editTitle')}
      verb={t('save')}
      isReady={isTitled}
      act={async () => {
        await acts.change({
          note,
          title: title.trim(),
          ...(organization !== present && {
            organization: organization === ONESELF ? null : organization,
          }),
        });
        return true;
      }}
      onClose={onClose}
    >
      <TextField
        label={t('name')}
        value={title}
        onChange={setTitle}
        maxLength={200}
        error={isTitled ? null : t('nameMissing')}
        autoComplete="off"
      />
      <TextField
        label={t('note')}
        hint={t('noteHint')}
        value={note}
        onChange={setNote}
        maxLength={2_000}
        rows={4}
      />
      {list.canGive && organizations.length > 0 && (
        <>
          <NativeSelect
            label={t('owner')}
            value={organization}
            choices={[
              { value: ONESELF, label: t('ownerSelf') },
              ...organizations.map(({ id, name }) => ({
                value: id,
                label: pickText(name, language)?.text ?? id,
              })),
            ]}
            onChange={setOrganization}
          />
          <p>{t('ownerHint')}</p>
        </>
      )}
    </ActSheet>
  );
}
