/** How often a key may do something: false once it has had its share. */
export interface Limit {
  take(key: string): boolean;
}
