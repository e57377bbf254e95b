// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

/// @title Merkle trees of RFC 9162 §2.1 with SHA-256.
/// @notice Answers with a boolean, never reverts on a bad proof.
library RFC9162 {
    /// @param size Leaves in the tree.
    /// @param root Its root hash.
    struct Tree {
        uint64 size;
        bytes32 root;
    }

    /// @param index Of the leaf, from 0.
    /// @param size Leaves in its tree.
    struct Place {
        uint64 index;
        uint64 size;
    }

    /// @notice Root of the tree without leaves: SHA-256 of nothing.
    bytes32 internal constant EMPTY_ROOT = 0xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855;

    /// @notice SHA-256(0x00 ‖ leaf).
    function hashLeaf(bytes memory leaf) internal pure returns (bytes32) {
        return sha256(abi.encodePacked(bytes1(0x00), leaf));
    }

    /// @notice Whether `proof` shows the leaf at `index` in `tree`.
    function includes(
        Tree memory tree,
        uint64 index,
        bytes32 leafHash,
        bytes32[] memory proof
    ) internal view returns (bool) {
        (bool isComplete, bytes32 root) = rootFrom(Place(index, tree.size), leafHash, proof);
        return isComplete && root == tree.root;
    }

    /// @notice The root that `proof` gives to the leaf at `place` (RFC 9162 §2.1.3.2).
    /// @return isComplete Whether the leaf lies in such a tree and the proof has exactly the length it needs.
    /// @return root The tree's root; meaningless unless complete.
    function rootFrom(
        Place memory place,
        bytes32 leafHash,
        bytes32[] memory proof
    ) internal view returns (bool isComplete, bytes32 root) {
        root = leafHash;
        if (place.index >= place.size) return (false, root);
        uint256 fn = place.index;
        uint256 sn = place.size - 1;
        for (uint256 i = 0; i < proof.length; ++i) {
            if (sn == 0) return (false, root);
            bytes32 sibling = proof[i];
            if (fn & 1 == 1 || fn == sn) {
                root = _hashNode(sibling, root);
                while (fn & 1 == 0 && fn != 0) {
                    fn >>= 1;
                    sn >>= 1;
                }
            } else {
                root = _hashNode(root, sibling);
            }
            fn >>= 1;
            sn >>= 1;
        }
        isComplete = sn == 0;
    }

    /// @notice Whether `proof` shows that `next` begins with all leaves of `past` (RFC 9162 §2.1.4.2).
    /// @dev Nothing can be proven about the empty tree. Equal sizes need equal roots and an empty proof.
    function isAppend(
        Tree memory past,
        Tree memory next,
        bytes32[] memory proof
    ) internal view returns (bool) {
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
        bool isWhole = fn == 0;
        bytes32 pastRoot = isWhole ? past.root : proof[0];
        bytes32 nextRoot = pastRoot;
        for (uint256 i = isWhole ? 0 : 1; i < proof.length; ++i) {
            if (sn == 0) return false;
            bytes32 sibling = proof[i];
            if (fn & 1 == 1 || fn == sn) {
                pastRoot = _hashNode(sibling, pastRoot);
                nextRoot = _hashNode(sibling, nextRoot);
                while (fn & 1 == 0 && fn != 0) {
                    fn >>= 1;
                    sn >>= 1;
                }
            } else {
                nextRoot = _hashNode(nextRoot, sibling);
            }
            fn >>= 1;
            sn >>= 1;
        }
        return sn == 0 && pastRoot == past.root && nextRoot == next.root;
    }

    /// @dev SHA-256(0x01 ‖ left ‖ right) by the precompile at address 2, beyond the free memory pointer.
    ///      Solidity's own `sha256(abi.encodePacked(…))` costs twice as much; test/contracts holds its twin.
    function _hashNode(bytes32 left, bytes32 right) private view returns (bytes32 node) {
        assembly ("memory-safe") {
            let input := mload(0x40)
            mstore8(input, 1)
            mstore(add(input, 1), left)
            mstore(add(input, 33), right)
            if iszero(staticcall(gas(), 2, input, 65, 0, 32)) {
                revert(0, 0)
            }
            node := mload(0)
        }
    }
}
