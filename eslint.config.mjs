import js from '@eslint/js';
import jsxA11y from 'eslint-plugin-jsx-a11y';
import react from 'eslint-plugin-react';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  {
    ignores: [
      'dist/**',
      'dist.*/**',
      'dist-web/**',
      'dist-web.*/**',
      'web/generated/**',
      '.*/**',
      'artifacts/**',
      'cache/**',
      'contracts/abi/**',
      '**/*.mjs',
      '**/*.cjs',
      'hardhat.config.ts',
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true, varsIgnorePattern: '^_' }],
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/unbound-method': 'off',
      // Overflows its stack on mongoose's types; and what resolvers answer are plain objects of type-graphql's classes.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      'max-params': ['error', 4],
      'no-console': 'error',
    },
  },
  {
    files: ['web/**/*.{ts,tsx}'],
    plugins: { react, 'react-hooks': reactHooks, 'jsx-a11y': jsxA11y },
    settings: { react: { version: 'detect' } },
    rules: {
      ...jsxA11y.flatConfigs.recommended.rules,
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
      'react/jsx-key': 'error',
      'react/no-danger': 'error',
      'react/jsx-no-target-blank': 'error',
      'react/jsx-no-script-url': 'error',
      // Every word is in a catalog, in both languages.
      'react/jsx-no-literals': [
        'error',
        {
          noStrings: false,
          allowedStrings: [
            ' ',
            ' · ',
            '·',
            ' *',
            '*',
            ':',
            ' – ',
            '–',
            ' — ',
            '/',
            '→',
            '×',
            '%',
            '(',
            ')',
            ', ',
            '#',
          ],
        },
      ],
      // In a dialog that was just asked for, focus belongs in its field.
      'jsx-a11y/no-autofocus': 'off',
      // Lists without their marks need their role said in Safari.
      'jsx-a11y/no-redundant-roles': 'off',
    },
  },
  { files: ['test/**'], rules: { 'max-params': 'off', '@typescript-eslint/no-unsafe-assignment': 'off' } },
);
