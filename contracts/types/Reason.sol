// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

/// @notice Why a sale is refused: docs/formats.md numbers the codes from 1 and says what each subject is. Numbers stay; new
///         codes go to the end.
enum Code {
    NONE,
    ASSET_UNKNOWN,
    ASSET_WITHDRAWN,
    ASSET_DISPUTED,
    LICENSEE_UNKNOWN,
    WINDOW_EMPTY,
    WINDOW_PAST,
    NO_CONSENT,
    CONSENT_MEDIA,
    CONSENT_TERRITORIES,
    CONSENT_ENDS,
    NO_OFFER,
    OFFER_MEDIA,
    OFFER_TERRITORIES,
    OFFER_DAYS,
    EXCLUSIVE_NOT_OFFERED,
    ALREADY_LICENSED,
    EXCLUSIVE_OVERLAP,
    SHARE_RAISED,
    SALES_PAUSED,
    CONSENT_RIGHTS,
    CALENDAR_FULL,
    OFFER_OVERLAP,
    OFFER_CLOSED,
    LICENSE_ENDED,
    NOT_RENEWABLE,
    NOT_SUBLICENSABLE,
    OUTSIDE_LICENSE,
    ONLY_EXCLUSIVE,
    VERSION_MISSING,
    LICENSEE_SUSPENDED,
    HOLDER_SUSPENDED,
    OFFER_RESERVED,
    USE_DAYS,
    USE_PRICE,
    USE_TOKEN,
    USE_NOT_EXCLUSIVE
}

/// @param code Which reason.
/// @param subject What stands in the way, as docs/formats.md says for each code.
struct Reason {
    Code code;
    uint256 subject;
}
