// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

/// @notice A signed fact about an asset, as in docs/formats.md.
/// @param kind ASCII, right-padded with zeros.
/// @param assetId Its subject.
/// @param community keccak256(abi.encode(communityId, salt)), or zero.
/// @param previous Hash of the statement before it, or zero.
/// @param bodyHash RFC 9162 root over the body's fields.
/// @param issuedAt Unix seconds, as its author claims.
struct Statement {
    bytes32 kind;
    bytes32 assetId;
    bytes32 community;
    bytes32 previous;
    bytes32 bodyHash;
    uint64 issuedAt;
}

bytes32 constant PUBLISHED = "published";

bytes32 constant STATEMENT_TYPEHASH = keccak256(
    "Statement(bytes32 kind,bytes32 assetId,bytes32 community,bytes32 previous,bytes32 bodyHash,uint64 issuedAt)"
);

bytes32 constant BATCH_TYPEHASH = keccak256("Batch(bytes32 root,uint64 count)");

bytes32 constant DOMAIN_TYPEHASH = keccak256("EIP712Domain(string name,string version,bytes32 salt)");

/// @notice EIP-712 hashStruct; does not depend on the domain.
/// @param encoded abi.encode(statement).
function hashStatement(bytes memory encoded) pure returns (bytes32) {
    return keccak256(bytes.concat(STATEMENT_TYPEHASH, encoded));
}

/// @notice The 224 bytes of the log's leaf.
/// @param encoded abi.encode(statement).
/// @param evidence What makes it binding; the leaf commits to its hash.
function toLeaf(bytes memory encoded, bytes calldata evidence) pure returns (bytes memory) {
    return bytes.concat(encoded, sha256(evidence));
}

/// @dev The domain of every signature over a statement: bound to the log, not to a chain or contract.
function domainSeparatorOf(bytes32 logId) pure returns (bytes32) {
    return keccak256(abi.encode(DOMAIN_TYPEHASH, keccak256("Lanran"), keccak256("1"), logId));
}
