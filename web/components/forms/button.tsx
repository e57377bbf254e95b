import type { ComponentProps } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import { Link, type LinkProps } from 'react-router';
import css from './button.module.css';

/** `act` binds (sign, license, withdraw) and is madder; `main` leads on; `quiet` is text. */
export type ButtonKind = 'act' | 'main' | 'plain' | 'quiet';

interface ButtonProps extends Omit<AriaButtonProps, 'className'> {
  readonly kind?: ButtonKind;
}

export function Button({ kind = 'plain', ...props }: ButtonProps) {
  return <AriaButton {...props} className={`${css['button'] ?? ''} ${css[kind] ?? ''}`} />;
}

/** Goes somewhere, and looks like a button. */
export function ButtonLink({ kind = 'plain', ...props }: LinkProps & { readonly kind?: ButtonKind }) {
  return <Link {...props} className={`${css['button'] ?? ''} ${css[kind] ?? ''}`} />;
}

interface FileLinkProps extends Omit<ComponentProps<'a'>, 'className' | 'download'> {
  readonly kind?: ButtonKind;
}

/** Saves a file that the platform sends, and looks like a button. */
export function FileLink({ kind = 'plain', children, ...props }: FileLinkProps) {
  return (
    <a {...props} download className={`${css['button'] ?? ''} ${css[kind] ?? ''}`}>
      {children}
    </a>
  );
}
