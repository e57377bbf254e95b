/** How far a follower has come. Positions only grow; losing one costs a repeat, which followers are made for. */
export interface CursorStore {
  /** 0 for a follower that has not begun. */
  read(follower: string): Promise<number>;
  advance(follower: string, position: number): Promise<void>;
}
