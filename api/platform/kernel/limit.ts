/** How often a key may do something: false once it has had its share. Where several processes count together, it takes a moment. */
export interface Limit {
  take(key: string): boolean | Promise<boolean>;
}
