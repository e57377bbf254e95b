import { type ReactNode, useEffect, useRef } from 'react';
import { useLocation } from 'react-router';
import { RouteFocus } from '../../lib/language/route-focus.ts';
import css from './page.module.css';

interface PageProps {
  readonly title: string;
  /** Of a title that is in the other language. */
  readonly titleLang?: string | undefined;
  /** A line under the title. */
  readonly lead?: ReactNode;
  /** Beside the title: the page's main acts. */
  readonly actions?: ReactNode;
  /** Beside the title and its line, below them where there is no room: a picture that is what the page is about. */
  readonly picture?: ReactNode;
  readonly children: ReactNode;
  /** The heading is not known yet: `title` names the page until then, and cloth keeps its place. */
  readonly isPending?: boolean;
  /** Tables and pictures use the whole width; text does not. */
  readonly width?: 'text' | 'wide';
}

const told = new RouteFocus();

/** Names the page for the tab and for screen readers, and holds its heading, which takes the focus where a link led here. */
export function Page({
  title,
  titleLang,
  lead,
  actions,
  picture,
  children,
  isPending = false,
  width = 'wide',
}: PageProps) {
  useEffect(() => {
    document.title = `${title} · Lanran 蓝染`;
  }, [title]);
  const heading = useRef<HTMLHeadingElement>(null);
  const { pathname } = useLocation();
  useEffect(() => {
    const isFocusFree = document.activeElement?.closest('main *, [role="dialog"]') == null;
    if (told.shouldFocusHeading(pathname, { isFocusFree })) heading.current?.focus({ preventScroll: true });
  }, [pathname]);
  return (
    <div className={`${css['page'] ?? ''} ${css[width] ?? ''}`}>
      <div className={`${css['head'] ?? ''} ${picture === undefined ? '' : (css['pictured'] ?? '')}`}>
        <div className={css['titles']}>
          <h1 ref={heading} tabIndex={-1} lang={titleLang} className={isPending ? css['pending'] : undefined}>
            {isPending ? <span className={css['hidden']}>{title}</span> : title}
          </h1>
          {lead !== undefined && <div className={css['lead']}>{lead}</div>}
        </div>
        {picture}
        {actions !== undefined && <div className={css['actions']}>{actions}</div>}
      </div>
      {children}
    </div>
  );
}
