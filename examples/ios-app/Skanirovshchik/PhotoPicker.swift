import PhotosUI
import SwiftUI
import UIKit

/// A picture of a code from the gallery. The picker runs outside the app, which sees only what was picked.
struct PhotoPicker: UIViewControllerRepresentable {
    let picked: (UIImage) -> Void

    func makeUIViewController(context: Context) -> PHPickerViewController {
        var configuration = PHPickerConfiguration()
        configuration.filter = .images
        let controller = PHPickerViewController(configuration: configuration)
        controller.delegate = context.coordinator
        return controller
    }

    func updateUIViewController(_ controller: PHPickerViewController, context: Context) {}

    func makeCoordinator() -> Coordinator { Coordinator(picked: picked) }

    final class Coordinator: NSObject, PHPickerViewControllerDelegate {
        private let picked: (UIImage) -> Void

        init(picked: @escaping (UIImage) -> Void) { self.picked = picked }

        func picker(_ picker: PHPickerViewController, didFinishPicking results: [PHPickerResult]) {
            picker.dismiss(animated: true)
            guard let provider = results.first?.itemProvider, provider.canLoadObject(ofClass: UIImage.self) else { return }
            provider.loadObject(ofClass: UIImage.self) { [picked] object, _ in
                guard let image = object as? UIImage else { return }
                DispatchQueue.main.async { picked(image) }
            }
        }
    }
}
