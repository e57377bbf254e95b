// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";

import {RFC9162} from "./RFC9162.sol";
import {BATCH_TYPEHASH, hashStatement} from "../types/Statement.sol";

/// @title Who vouches for a statement: docs/formats.md, Evidence, types 1 and 2.
/// @notice Recovers the signer of a statement or of the batch that it is in; reverts when there is none.
library Evidence {
    /// @notice The evidence is of a type that names no member key.
    /// @param evidenceType Its type.
    error EvidenceNotAMember(uint8 evidenceType);

    /// @notice The evidence is not the canonical ABI encoding of its content, or its batch's signature not 65 bytes.
    /// @param evidenceHash keccak256 of the refused bytes.
    error EvidenceNotCanonical(bytes32 evidenceHash);

    /// @notice The path does not lead from the statement to a batch.
    /// @param index Place of the statement in the batch.
    /// @param count Statements in the batch.
    error EvidenceNotInBatch(uint64 index, uint64 count);

    /// @notice The signature is not 65 bytes with low s and v 27 or 28.
    /// @param signatureHash keccak256 of the refused signature.
    error EvidenceSignatureInvalid(bytes32 signatureHash);

    uint8 internal constant MEMBER = 1;
    uint8 internal constant BATCH = 2;

    /// @dev Bytes before the payload in evidence: type, offset, length.
    uint256 private constant HEADER = 96;
    /// @dev Bytes before the path in a batch: four words, a signature of 65 bytes with its length, the path's length.
    uint256 private constant BATCH_HEADER = 288;

    /// @notice The key that signed `statement`, alone or in a batch.
    /// @param evidence abi.encode(uint8 type, bytes payload).
    /// @param statement abi.encode of what was signed.
    /// @param domainSeparator Of the log.
    /// @return signer The recovered key, never zero.
    function signerOf(
        bytes calldata evidence,
        bytes memory statement,
        bytes32 domainSeparator
    ) internal view returns (address signer) {
        (uint8 evidenceType, bytes calldata payload) = _open(evidence);
        if (evidenceType == MEMBER) return _recover(domainSeparator, hashStatement(statement), payload);
        if (evidenceType == BATCH) return _batchSigner(payload, statement, domainSeparator);
        revert EvidenceNotAMember(evidenceType);
    }

    /// @dev The canonical encoding: type, 64, length, payload, zeros up to a whole word. TypeScript refuses others too; both
    ///      must give the same answer.
    function _open(
        bytes calldata evidence
    ) private pure returns (uint8 evidenceType, bytes calldata payload) {
        if (evidence.length < HEADER) revert EvidenceNotCanonical(keccak256(evidence));
        (uint256 kind, uint256 offset, uint256 length) = abi.decode(evidence, (uint256, uint256, uint256));
        bytes calldata rest = evidence[HEADER:];
        // The subtraction may wrap: then the padding is as long as a length that no calldata has.
        uint256 padding;
        unchecked {
            padding = rest.length - length;
        }
        bool isCanonical =
            kind <= type(uint8).max &&
                offset == 64 &&
                padding < 32 &&
                rest.length % 32 == 0 &&
                bytes32(rest[length:]) == 0;
        if (!isCanonical) revert EvidenceNotCanonical(keccak256(evidence));
        return (uint8(kind), rest[:length]);
    }

    function _batchSigner(
        bytes calldata payload,
        bytes memory statement,
        bytes32 domainSeparator
    ) private view returns (address) {
        if (payload.length < BATCH_HEADER) revert EvidenceNotCanonical(keccak256(payload));
        (, uint256 indexWord, uint256 countWord) = abi.decode(payload, (uint256, uint256, uint256));
        (uint64 index, uint64 count) = (uint64(indexWord), uint64(countWord));
        bytes calldata signature = payload[160:225];
        bytes32[] calldata path = RFC9162.toHashes(payload[BATCH_HEADER:]);
        bytes memory canonical = abi.encode(signature, index, count, path);
        if (keccak256(payload) != keccak256(canonical)) revert EvidenceNotCanonical(keccak256(payload));
        (bool isIncluded, bytes32 root) = RFC9162.rootFrom(index, count, RFC9162.hashLeaf(statement), path);
        if (!isIncluded) revert EvidenceNotInBatch(index, count);
        return _recover(domainSeparator, keccak256(abi.encode(BATCH_TYPEHASH, root, count)), signature);
    }

    function _recover(
        bytes32 domainSeparator,
        bytes32 structHash,
        bytes calldata signature
    ) private pure returns (address signer) {
        ECDSA.RecoverError failure;
        (signer, failure, ) = ECDSA.tryRecover(
            MessageHashUtils.toTypedDataHash(domainSeparator, structHash),
            signature
        );
        if (failure != ECDSA.RecoverError.NoError) revert EvidenceSignatureInvalid(keccak256(signature));
    }
}
