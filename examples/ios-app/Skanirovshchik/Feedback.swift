import AVFoundation
import SkanSDK
import UIKit

/// Sound, vibration and VoiceOver for a new answer: three of each, told apart without looking.
@MainActor
final class Feedback {
    private let vibration = UINotificationFeedbackGenerator()
    private var players: [DoorTone: AVAudioPlayer] = [:]
    private var presentation: UInt = 0

    init() {
        // Beside other sounds, and silent with the ring switch.
        try? AVAudioSession.sharedInstance().setCategory(.ambient)
        let tones: [(DoorTone, [Double])] = [(.go, [880, 1320]), (.stop, [220, 220, 220]), (.unsure, [440, 330])]
        for (tone, notes) in tones {
            players[tone] = try? AVAudioPlayer(data: Feedback.wave(notes))
            players[tone]?.prepareToPlay()
        }
    }

    func notice(_ screen: DoorScreen) {
        guard screen.presentation != presentation else { return }
        presentation = screen.presentation
        switch screen.tone {
        case .go: vibration.notificationOccurred(.success)
        case .stop: vibration.notificationOccurred(.error)
        case .unsure: vibration.notificationOccurred(.warning)
        default: break
        }
        players[screen.tone]?.play()
        UIAccessibility.post(notification: .announcement, argument: screen.spoken)
    }

    /// Notes of 0.15 seconds with a pause after each, as a WAV file: PCM, one channel, 16 bits, 22,050 samples a second.
    private static func wave(_ notes: [Double]) -> Data {
        let rate = 22_050.0
        var samples: [Int16] = []
        for note in notes {
            for i in 0..<Int(rate * 0.15) {
                let time = Double(i) / rate
                let swell = min(1, min(time, 0.15 - time) * 100)  // no clicks
                samples.append(Int16(swell * 20_000 * sin(2 * .pi * note * time)))
            }
            samples.append(contentsOf: [Int16](repeating: 0, count: Int(rate * 0.05)))
        }
        let size = UInt32(samples.count * 2)
        var data = Data("RIFF".utf8)
        append(36 + size, to: &data)
        data.append(contentsOf: "WAVEfmt ".utf8)
        append(UInt32(16), to: &data)
        append(UInt16(1), to: &data)
        append(UInt16(1), to: &data)
        append(UInt32(rate), to: &data)
        append(UInt32(rate) * 2, to: &data)
        append(UInt16(2), to: &data)
        append(UInt16(16), to: &data)
        data.append(contentsOf: "data".utf8)
        append(size, to: &data)
        samples.forEach { append($0, to: &data) }
        return data
    }

    private static func append<Number: FixedWidthInteger>(_ number: Number, to data: inout Data) {
        withUnsafeBytes(of: number.littleEndian) { data.append(contentsOf: $0) }
    }
}
