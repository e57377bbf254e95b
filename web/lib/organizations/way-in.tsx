import { ButtonLink } from '../../components/forms/button.tsx';
import { useOffices } from '../council/offices.ts';
import { useText } from '../language/text.ts';
import { KeyOwner } from '../session/key-owner.tsx';
import { useSession } from '../session/session.tsx';
import { wayInText } from './way-in-text.ts';
import css from './way-in.module.css';

/** How a platform that nobody has used gets its people. */
export function WayIn() {
  const t = useText(wayInText);
  const { me } = useSession();
  const { data } = useOffices();
  if (data === undefined) return null;
  if (data.accreditor === null) return <p>{t('nothingNobody')}</p>;
  return (
    <>
      <p>{t('nothingJoin')}</p>
      <p>
        {t.rich('nothingAccreditor', {
          who: () => <KeyOwner address={data.accreditor ?? ''} />,
        })}
      </p>
      <div className={css['buttons']}>
        <ButtonLink to="/join" kind="main">
          {t('join')}
        </ButtonLink>
        {me === null && <ButtonLink to="/sign-in">{t('signIn')}</ButtonLink>}
        {me?.isAccreditor === true && <ButtonLink to="/admin">{t('toAdmissions')}</ButtonLink>}
      </div>
    </>
  );
}
