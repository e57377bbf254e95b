// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title Merkle trees of RFC 9162 §2.1 with SHA-256.
/// @notice Answers with a boolean, never reverts on a bad proof.
library RFC9162 {
    /// @param size Leaves in the tree.
    /// @param root Its root hash.
    struct Tree {
        uint64 size;
        bytes32 root;
    }

    /// @notice Root of the tree without leaves: SHA-256 of nothing.
    bytes32 internal constant EMPTY_ROOT = 0xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855;

    /// @notice SHA-256(0x00 ‖ leaf).
    /// @param leaf Its bytes.
    /// @return leafHash Their hash as a leaf.
    /// @dev The zero byte borrows the last byte of the length, so that nothing is copied.
    function hashLeaf(bytes memory leaf) internal view returns (bytes32 leafHash) {
        // Borrows a byte of the length in place of copying the leaf.
        // solhint-disable-next-line no-inline-assembly
        assembly ("memory-safe") {
            let length := mload(leaf)
            mstore(leaf, 0)
            if iszero(staticcall(gas(), 2, add(leaf, 31), add(length, 1), 0, 32)) {
                revert(0, 0)
            }
            mstore(leaf, length)
            leafHash := mload(0)
        }
    }

    /// @notice The hashes that lie in `words` one after another; bytes beyond the last whole one are ignored.
    /// @param words Their bytes.
    /// @return hashes The same calldata as an array.
    function toHashes(bytes calldata words) internal pure returns (bytes32[] calldata hashes) {
        // Solidity can't reinterpret calldata as an array.
        // solhint-disable-next-line no-inline-assembly
        assembly ("memory-safe") {
            hashes.offset := words.offset
            hashes.length := shr(5, words.length)
        }
    }

    /// @notice Whether `proof` shows the leaf at `index` in `tree`.
    /// @param tree The tree.
    /// @param index Place of the leaf.
    /// @param leafHash Its hash.
    /// @param proof Inclusion proof.
    /// @return isIncluded The answer.
    function includes(
        Tree memory tree,
        uint64 index,
        bytes32 leafHash,
        bytes32[] calldata proof
    ) internal view returns (bool isIncluded) {
        (bool isComplete, bytes32 root) = rootFrom(index, tree.size, leafHash, proof);
        return isComplete && root == tree.root;
    }

    /// @notice The root that `proof` gives to a leaf (RFC 9162 §2.1.3.2).
    /// @param index Place of the leaf.
    /// @param size Leaves in its tree.
    /// @param leafHash Its hash.
    /// @param proof Inclusion proof.
    /// @return isComplete Whether the leaf lies in such a tree and the proof has exactly the length it needs.
    /// @return root The tree's root; meaningless unless complete.
    /// @dev The walk of the RFC with its end known beforehand: below `inner` levels the bits of the index say on which
    ///      side the sibling lies; above them the leaf's tree is the right one, and levels without a sibling are left out.
    function rootFrom(
        uint64 index,
        uint64 size,
        bytes32 leafHash,
        bytes32[] calldata proof
    ) internal view returns (bool isComplete, bytes32 root) {
        if (index >= size) return (false, leafHash);
        uint256 inner = _bitLength(index ^ (size - 1));
        if (proof.length != inner + _countOnes(index >> inner)) return (false, leafHash);
        return (true, _climb(index | (type(uint256).max << inner), leafHash, proof));
    }

    /// @notice The root above a leaf whose siblings are all given.
    /// @param sides From the lowest bit on, 1 where the sibling is the left one.
    /// @param leafHash Where the climb begins.
    /// @param siblings One for each level, from the leaf up.
    /// @return root Where it ends.
    /// @dev Each node is hashed from 0x01 ‖ left ‖ right, beyond the free memory pointer. Solidity's own
    ///      `sha256(abi.encodePacked(…))` costs three times as much; contracts/test holds the twin.
    function _climb(
        uint256 sides,
        bytes32 leafHash,
        bytes32[] calldata siblings
    ) private view returns (bytes32 root) {
        // A third of the gas of its twin in Solidity.
        // solhint-disable-next-line no-inline-assembly
        assembly ("memory-safe") {
            let node := mload(0x40)
            let left := add(node, 1)
            mstore8(node, 1)
            // In units of a word, so that a bit is a distance.
            let shifts := shl(5, sides)
            let place := add(left, and(shifts, 32))
            mstore(place, leafHash)
            // Of the two words, one holds what the last step wrote; `both` minus its address is the address of the other.
            let both := add(left, add(left, 32))
            let isHashed := 1
            let end := add(siblings.offset, shl(5, siblings.length))
            for {
                let at := siblings.offset
            } lt(at, end) {
                at := add(at, 32)
            } {
                mstore(sub(both, place), calldataload(at))
                shifts := shr(1, shifts)
                place := add(left, and(shifts, 32))
                isHashed := and(isHashed, staticcall(gas(), 2, node, 65, place, 32))
            }
            if iszero(isHashed) {
                revert(0, 0)
            }
            root := mload(place)
        }
    }

    /// @notice Whether `proof` shows that `next` begins with all leaves of `past` (RFC 9162 §2.1.4.2).
    /// @param past The older tree.
    /// @param next The newer tree.
    /// @param proof Consistency proof.
    /// @return isProven The answer.
    /// @dev Nothing can be proven about the empty tree. Equal sizes need equal roots and an empty proof.
    function isAppend(
        Tree memory past,
        Tree memory next,
        bytes32[] calldata proof
    ) internal view returns (bool isProven) {
        if (past.size == 0 || past.size > next.size) return false;
        if (past.size == next.size) return past.root == next.root && proof.length == 0;
        if (proof.length == 0) return false;

        uint256 fn = past.size - 1;
        uint256 sn = next.size - 1;
        while (fn & 1 == 1) {
            fn >>= 1;
            sn >>= 1;
        }
        // A past tree of 2^k leaves is itself the first node of the path, which the proof then leaves out.
        (bool isComplete, bytes32 pastRoot, bytes32 nextRoot) = fn == 0
            ? _rootsFrom(fn, sn, past.root, proof)
            : _rootsFrom(fn, sn, proof[0], proof[1:]);
        return isComplete && pastRoot == past.root && nextRoot == next.root;
    }

    /// @dev Steps 5 and 6 of §2.1.4.2, from the node that both trees have; for both roots.
    function _rootsFrom(
        uint256 fn,
        uint256 sn,
        bytes32 first,
        bytes32[] calldata proof
    ) private view returns (bool isComplete, bytes32 pastRoot, bytes32 nextRoot) {
        pastRoot = first;
        nextRoot = first;
        // A third of the gas of its twin in Solidity.
        // solhint-disable-next-line no-inline-assembly
        assembly ("memory-safe") {
            let node := mload(0x40)
            let left := add(node, 1)
            let right := add(node, 33)
            mstore8(node, 1)
            let end := add(proof.offset, shl(5, proof.length))
            for {
                let at := proof.offset
            } lt(at, end) {
                at := add(at, 32)
            } {
                if iszero(sn) {
                    sn := not(0)
                    break
                }
                switch or(and(fn, 1), eq(fn, sn))
                case 0 {
                    mstore(left, nextRoot)
                    mstore(right, calldataload(at))
                }
                default {
                    mstore(left, calldataload(at))
                    mstore(right, pastRoot)
                    if iszero(staticcall(gas(), 2, node, 65, 0, 32)) {
                        revert(0, 0)
                    }
                    pastRoot := mload(0)
                    mstore(right, nextRoot)
                    for {} iszero(or(and(fn, 1), iszero(fn))) {} {
                        fn := shr(1, fn)
                        sn := shr(1, sn)
                    }
                }
                if iszero(staticcall(gas(), 2, node, 65, 0, 32)) {
                    revert(0, 0)
                }
                nextRoot := mload(0)
                fn := shr(1, fn)
                sn := shr(1, sn)
            }
            isComplete := iszero(sn)
        }
    }

    /// @dev Position of the highest bit of a 64-bit number, from 1; 0 for 0.
    function _bitLength(uint256 number) private pure returns (uint256) {
        return number == 0 ? 0 : Math.log2(number) + 1;
    }

    function _countOnes(uint256 number) private pure returns (uint256 count) {
        for (; number != 0; number &= number - 1) ++count;
    }
}
