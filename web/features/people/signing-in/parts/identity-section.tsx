import { useQueryClient } from '@tanstack/react-query';
import { type SyntheticEvent, useState } from 'react';
import { Button } from '../../../../components/forms/button.tsx';
import { CopyButton } from '../../../../components/facts/copy-button.tsx';
import { Details } from '../../../../components/facts/details.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { Facts } from '../../../../components/facts/facts.tsx';
import { TextField } from '../../../../components/forms/field.tsx';
import { StateMark } from '../../../../components/page/notice.tsx';
import { type Me, useSession } from '../../../../lib/session/session.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { accountText } from '../words/account-text.ts';
import css from './people.module.css';
import { useTask } from '../../../../lib/session/task.ts';
import { usePersonName } from '../model/use-person-name.ts';

const KINDS = { account: 'kindAccount', wallet: 'kindWallet', demo: 'kindDemo' } as const;

export function IdentitySection({ me }: { readonly me: Me }) {
  const t = useText(accountText);
  const { identity, signer } = useSession();
  const name = usePersonName();
  const isOwn = identity?.address.toLowerCase() === me.address.toLowerCase();
  return (
    <section className={css['section']} aria-labelledby="account-who">
      <h2 id="account-who">{t('who')}</h2>
      <Facts
        facts={[
          { name: t('shown'), value: name },
          ...(me.account === null ? [] : [{ name: t('loginName'), value: me.account.name }]),
          { name: t('kind'), value: isOwn ? t(KINDS[identity.kind]) : t('kindUnknown') },
          {
            name: t('state'),
            value: (
              <StateMark tone={signer === null ? 'plain' : 'live'}>
                {signer === null ? t('locked') : t('unlocked')}
              </StateMark>
            ),
          },
        ]}
      />
      <div>
        <h3>{t('number')}</h3>
        <p>{t('numberIs')}</p>
        <div className={css['row']}>
          <code className={css['number']}>{me.address}</code>
          <CopyButton text={me.address} label={t('number')} />
        </div>
      </div>
      {me.account !== null && <Renaming displayName={me.account.displayName} />}
    </section>
  );
}

function Renaming({ displayName }: { readonly displayName: string }) {
  const t = useText(accountText);
  const cache = useQueryClient();
  const task = useTask();
  const [name, setName] = useState(displayName);
  const save = async (event: SyntheticEvent) => {
    event.preventDefault();
    await task.run(async () => {
      const { renameAccount } = await import('../../../../lib/keys/accounts.ts');
      await renameAccount(name.trim());
      await cache.invalidateQueries();
    });
  };
  const isSame = name.trim() === displayName || name.trim() === '';
  return (
    <Details summary={t('rename')}>
      <form className={css['form']} onSubmit={(event) => void save(event)}>
        <TextField label={t('renameField')} value={name} onChange={setName} maxLength={100} />
        <div>
          <Button type="submit" isDisabled={task.isBusy || isSame}>
            {t('renameSave')}
          </Button>
        </div>
        {task.error !== null && <ErrorNotice error={task.error} />}
      </form>
    </Details>
  );
}
