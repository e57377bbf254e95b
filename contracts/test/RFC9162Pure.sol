// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

/// @title The twin of RFC9162 without assembly: the recursive definitions of RFC 9162 §2.1, read off the page.
/// @dev Recursion over the tree's shape instead of a walk over bits, so that both can't be wrong the same way.
library RFC9162Pure {
    function hashLeaf(bytes memory leaf) internal pure returns (bytes32) {
        return sha256(abi.encodePacked(bytes1(0x00), leaf));
    }

    function toHashes(bytes calldata words) internal pure returns (bytes32[] memory hashes) {
        hashes = new bytes32[](words.length / 32);
        for (uint256 at = 0; at < hashes.length; ++at) hashes[at] = bytes32(words[32 * at:32 * (at + 1)]);
    }

    function includes(
        uint64 size,
        bytes32 root,
        uint64 index,
        bytes32 leafHash,
        bytes32[] memory proof
    ) internal pure returns (bool) {
        if (index >= size || proof.length != _pathLength(index, size)) return false;
        return _rootFromPath(index, size, leafHash, proof, proof.length) == root;
    }

    function isAppend(
        uint64 size1,
        bytes32 root1,
        uint64 size2,
        bytes32 root2,
        bytes32[] memory proof
    ) internal pure returns (bool) {
        if (size1 == 0 || size1 > size2) return false;
        if (size1 == size2) return proof.length == 0 && root1 == root2;
        if (proof.length != _subproofLength(size1, size2, true)) return false;
        (bytes32 old, bytes32 fresh) = _rootsFromSubproof(size1, size2, root1, true, proof, proof.length);
        return old == root1 && fresh == root2;
    }

    /// @dev PATH(m, D[n]) of §2.1.3.1: the last element of the proof is the sibling nearest to the root.
    function _rootFromPath(
        uint64 index,
        uint64 size,
        bytes32 leafHash,
        bytes32[] memory proof,
        uint256 used
    ) private pure returns (bytes32) {
        if (size == 1) return leafHash;
        uint64 left = _leftSize(size);
        if (index < left)
            return _node(_rootFromPath(index, left, leafHash, proof, used - 1), proof[used - 1]);
        return _node(proof[used - 1], _rootFromPath(index - left, size - left, leafHash, proof, used - 1));
    }

    /// @dev SUBPROOF(m, D_n, b) of §2.1.4.1.
    function _rootsFromSubproof(
        uint64 size1,
        uint64 size2,
        bytes32 root1,
        bool isComplete,
        bytes32[] memory proof,
        uint256 used
    ) private pure returns (bytes32 old, bytes32 fresh) {
        if (size1 == size2) return isComplete ? (root1, root1) : (proof[used - 1], proof[used - 1]);
        uint64 left = _leftSize(size2);
        bytes32 sibling = proof[used - 1];
        if (size1 <= left) {
            (old, fresh) = _rootsFromSubproof(size1, left, root1, isComplete, proof, used - 1);
            return (old, _node(fresh, sibling));
        }
        (old, fresh) = _rootsFromSubproof(size1 - left, size2 - left, root1, false, proof, used - 1);
        return (_node(sibling, old), _node(sibling, fresh));
    }

    function _pathLength(uint64 index, uint64 size) private pure returns (uint256) {
        if (size == 1) return 0;
        uint64 left = _leftSize(size);
        return 1 + (index < left ? _pathLength(index, left) : _pathLength(index - left, size - left));
    }

    function _subproofLength(uint64 size1, uint64 size2, bool isComplete) private pure returns (uint256) {
        if (size1 == size2) return isComplete ? 0 : 1;
        uint64 left = _leftSize(size2);
        return
            1 +
            (
                size1 <= left
                    ? _subproofLength(size1, left, isComplete)
                    : _subproofLength(size1 - left, size2 - left, false)
            );
    }

    /// @dev The largest power of two smaller than `size`.
    function _leftSize(uint64 size) private pure returns (uint64 left) {
        left = 1;
        while (left < size - left) left *= 2;
    }

    function _node(bytes32 left, bytes32 right) private pure returns (bytes32) {
        return sha256(abi.encodePacked(bytes1(0x01), left, right));
    }
}
