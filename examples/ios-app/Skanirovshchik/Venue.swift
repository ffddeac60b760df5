import Foundation
import Security

/// What this device was set up for. Kept in the Keychain, where whoever can replace the store's file cannot reach it: the
/// authority's id is what the store is held against.
struct Venue: Codable, Equatable {
    var authority: String
    var name: String
    var site: URL?
    var channel: String
    var policy: String?
    var practice = false

    static func load() throws -> Venue? {
        var query = item
        query[kSecReturnData as String] = true
        var found: CFTypeRef?
        let status = SecItemCopyMatching(query as CFDictionary, &found)
        if status == errSecItemNotFound { return nil }
        guard status == errSecSuccess, let data = found as? Data else { throw KeychainFailure(status: status) }
        return try? JSONDecoder().decode(Venue.self, from: data)
    }

    func save() throws {
        let data = try JSONEncoder().encode(self)
        let change = [kSecValueData as String: data]
        var status = SecItemUpdate(Venue.item as CFDictionary, change as CFDictionary)
        if status == errSecItemNotFound {
            var new = Venue.item
            new[kSecValueData as String] = data
            // A background refresh reads it while the device is locked, and another device must not get it from a backup.
            new[kSecAttrAccessible as String] = kSecAttrAccessibleAfterFirstUnlockThisDeviceOnly
            status = SecItemAdd(new as CFDictionary, nil)
        }
        guard status == errSecSuccess else { throw KeychainFailure(status: status) }
    }

    static func forget() throws {
        let status = SecItemDelete(item as CFDictionary)
        guard status == errSecSuccess || status == errSecItemNotFound else { throw KeychainFailure(status: status) }
    }

    private static var item: [String: Any] {
        [
            kSecClass as String: kSecClassGenericPassword,
            kSecAttrService as String: "org.example.skanirovshchik",
            kSecAttrAccount as String: "venue",
        ]
    }
}

struct KeychainFailure: LocalizedError {
    let status: OSStatus
    var errorDescription: String? { String(format: NSLocalizedString("keychain.failed", comment: ""), Int(status)) }
}
